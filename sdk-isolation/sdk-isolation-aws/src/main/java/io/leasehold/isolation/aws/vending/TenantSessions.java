package io.leasehold.isolation.aws.vending;

import io.leasehold.isolation.aws.internal.SessionNames;
import io.leasehold.isolation.aws.policy.PolicyPart;
import io.leasehold.isolation.aws.policy.PolicyPlan;
import io.leasehold.isolation.aws.policy.RolePolicySource;
import io.leasehold.isolation.aws.policy.SessionRestriction;
import io.leasehold.isolation.aws.session.CredentialVendingException;
import io.leasehold.isolation.aws.session.TagCaseException;
import io.leasehold.isolation.aws.session.internal.SessionCall;
import io.leasehold.isolation.aws.session.internal.SessionDoor;
import io.leasehold.isolation.aws.session.internal.SessionTerms;
import io.leasehold.isolation.catalogue.ActionCatalogue;
import io.leasehold.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Opens the sessions of tenants: one call of STS each, under what the plan restricts it to. */
final class TenantSessions {

  /** How long before their end credentials are no longer handed out. */
  static final Duration HARD_STOP = Duration.ofSeconds(60);

  // The longest id there is; stands for the tenant in digests.
  private static final TenantId ANY = TenantId.of("x".repeat(63));

  private final SessionDoor door;
  private final PolicyPlan plan;
  private final SessionTerms terms;
  private final TenantStanding standing;

  TenantSessions(
      SessionDoor door,
      PolicyPlan plan,
      SessionTerms terms,
      ActionCatalogue catalogue,
      @Nullable RolePolicySource rolePolicies,
      TenantStanding standing) {
    this.door = door;
    this.plan = plan;
    this.terms = terms;
    this.standing = standing;
    door.require(terms);
    plan.require(catalogue, terms.role(), rolePolicies);
    // Found out now, not when the tenant with the long name arrives.
    plan.parts().forEach(part -> restriction(part, ANY));
  }

  Duration duration() {
    return terms.duration();
  }

  /** The way to the sessions of a part of the plan. */
  VendingPath path(PolicyPart part) {
    SessionRestriction any = restriction(part, ANY);
    return new VendingPath(
        terms.role(),
        door.region(),
        any.digest(),
        digest(terms.externalId() + "\n" + terms.sourceIdentity() + "\n" + part.texts()),
        door.name(),
        (int) terms.duration().toSeconds(),
        standing);
  }

  /** Why the tenant gets no credentials, or null. */
  @Nullable CredentialVendingException refusal(TenantId tenant) {
    return standing.refusal(tenant);
  }

  CompletableFuture<TenantCredentials> open(PolicyPart part, TenantId tenant) {
    // The SDK gives up when its caller is interrupted; others may wait for this flight, too.
    boolean interrupted = Thread.interrupted();
    try {
      return door.open(call(part, tenant)).thenApply(vended -> credentials(tenant, vended));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private SessionCall call(PolicyPart part, TenantId tenant) {
    SessionRestriction planned = plan.restriction(part, tenant);
    SessionRestriction restriction = restriction(part, tenant);
    List<String> transitive =
        restriction.tags().keySet().stream()
            .filter(key -> key.equals(terms.tenantTag()) || planned.tags().containsKey(key))
            .toList();
    String name = SessionNames.of(tenant);
    return new SessionCall(
        tenant,
        terms.role(),
        name,
        restriction,
        transitive,
        terms.externalId(),
        terms.sourceIdentity() ? name : null,
        terms.duration(),
        terms.timeout());
  }

  /** What the plan restricts it to, with the tags of the terms. */
  private SessionRestriction restriction(PolicyPart part, TenantId tenant) {
    SessionRestriction planned = plan.restriction(part, tenant);
    Map<String, String> own = new TreeMap<>(terms.tags());
    if (terms.tenantTag() != null) {
      own.put(terms.tenantTag(), tenant.value());
    }
    Map<String, String> tags = new TreeMap<>(planned.tags());
    own.forEach(
        (key, value) -> {
          String taken =
              planned.tags().keySet().stream().filter(key::equalsIgnoreCase).findAny().orElse(null);
          if (taken != null && !(taken.equals(key) && value.equals(planned.tags().get(key)))) {
            throw new TagCaseException(
                "the plan uses the session tag %s, and the vendor sets %s".formatted(taken, key));
          }
          tags.put(key, value);
        });
    return new SessionRestriction(planned.policy(), planned.managedPolicies(), tags);
  }

  private static TenantCredentials credentials(TenantId tenant, Credentials vended) {
    return new TenantCredentials(
        tenant,
        vended.accessKeyId(),
        vended.secretAccessKey(),
        vended.sessionToken(),
        vended.expiration());
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
