package io.leasehold.isolation.aws;

import io.leasehold.isolation.catalogue.ActionCatalogue;
import io.leasehold.isolation.proof.PolicyTemplate;
import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Opens the session of a tenant: one AssumeRole call under the tenant's policy. */
final class TenantSessions {

  /** How long before their end credentials are no longer handed out. */
  static final Duration HARD_STOP = Duration.ofSeconds(60);

  private static final Duration SHORTEST = Duration.ofMinutes(15);
  private static final Duration LONGEST = Duration.ofHours(12);
  private static final Pattern ROLE =
      Pattern.compile("arn:aws(?:-[a-z]+)*:iam::\\d{12}:role/[A-Za-z0-9+=,.@_/-]+");
  private static final int MAX_SESSION_NAME = 64;
  private static final TenantId LONGEST_TENANT = TenantId.of("x".repeat(63));

  private final StsAsyncClient sts;
  private final String role;
  private final PolicyTemplate template;
  private final @Nullable String externalId;
  private final TenantStanding standing;
  private final Duration duration;
  private final Duration timeout;

  TenantSessions(
      StsAsyncClient sts,
      String role,
      IsolationBlueprint blueprint,
      ActionCatalogue catalogue,
      @Nullable String externalId,
      TenantStanding standing,
      Duration duration,
      Duration timeout) {
    Names.require(ROLE, role, "a role ARN reads like arn:aws:iam::111111111111:role/Name");
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("credentials live 15 minutes to 12 hours");
    }
    blueprint.requireProof(catalogue);
    // Found out now, not when the tenant with the long name arrives.
    SessionPolicy longest = PolicyCompiler.compile(blueprint, LONGEST_TENANT);
    assert longest.characters() <= SessionPolicy.MAX_CHARACTERS;
    this.sts = sts;
    this.role = role;
    this.template = PolicyCompiler.template(blueprint);
    this.externalId = externalId;
    this.standing = standing;
    this.duration = duration;
    this.timeout = timeout;
  }

  Duration duration() {
    return duration;
  }

  CompletableFuture<TenantCredentials> open(TenantId tenant) {
    // The SDK gives up when its caller is interrupted; others may wait for this flight, too.
    boolean interrupted = Thread.interrupted();
    try {
      CredentialVendingException refusal = standing.refusal(tenant);
      if (refusal != null) {
        return CompletableFuture.failedFuture(refusal);
      }
      return sts.assumeRole(request(tenant)).thenApply(response -> credentials(tenant, response));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private AssumeRoleRequest request(TenantId tenant) {
    return AssumeRoleRequest.builder()
        .roleArn(role)
        .roleSessionName(sessionName(tenant))
        .policy(template.json(tenant))
        .durationSeconds((int) duration.toSeconds())
        .externalId(externalId)
        .overrideConfiguration(o -> o.apiCallTimeout(timeout))
        .build();
  }

  /** One name per tenant; the grammar of ids keeps the two forms apart. */
  static String sessionName(TenantId tenant) {
    String name = "t-" + tenant;
    return name.length() <= MAX_SESSION_NAME ? name : "t" + tenant;
  }

  private static TenantCredentials credentials(TenantId tenant, AssumeRoleResponse response) {
    Credentials vended = response.credentials();
    return new TenantCredentials(
        tenant,
        vended.accessKeyId(),
        vended.secretAccessKey(),
        vended.sessionToken(),
        vended.expiration());
  }
}
