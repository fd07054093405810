package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.resolution.TenantAgreementPolicy.Evidence;
import io.leasehold.tenancy.resolution.TenantResolution.OneOf;
import io.leasehold.tenancy.spi.TenantRegistry;
import io.leasehold.tenancy.spi.TenantResolver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door: decides for one request whose tenant's it is and whether it may enter. Thread-safe.
 *
 * <p>All resolvers run; every signal that is present must name the same existing tenant, one of
 * them must be cryptographic, the token's issuer must be among those that may speak for the tenant
 * (or the API key must be the tenant's), and the tenant must admit its members. A membership
 * authorises and chooses nothing: another signal selects. The order of the resolvers has no
 * meaning, and there is no default tenant.
 *
 * <p>What it does not do: roles and permissions inside the tenant, which are the container's.
 */
public final class TenantEntry {

  /** How long a client is told to wait when the registry is down: five seconds. */
  public static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(TenantEntry.class);

  private final TenantRegistry registry;
  private final List<TenantResolver> resolvers;
  private final TenantAgreementPolicy agreement;

  /** With another policy than the strict one only in the sabotage test. */
  TenantEntry(
      TenantRegistry registry, List<TenantResolver> resolvers, TenantAgreementPolicy agreement) {
    this.registry = Objects.requireNonNull(registry, "registry");
    this.resolvers = List.copyOf(resolvers);
    this.agreement = agreement;
    if (this.resolvers.isEmpty()) {
      throw new IllegalArgumentException("a tenant entry needs at least one resolver");
    }
  }

  /**
   * A door in front of the registry's tenants.
   *
   * @param registry asked up to once per signal; wrap a slow one in {@code CachingTenantRegistry}
   * @param resolvers at least one, in any order
   */
  public static TenantEntry of(TenantRegistry registry, TenantResolver... resolvers) {
    return new TenantEntry(registry, Arrays.asList(resolvers), TenantAgreementPolicy.STRICT);
  }

  /** What becomes of the request. Does not throw for bad input nor for an outage. */
  public TenantDecision decide(RequestSignals signals) {
    Optional<TenantDecision> refusal = CredentialCheck.refusal(signals);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Findings findings = Findings.of(resolvers, signals);
    if (findings.rejects(TrustLevel.INFRASTRUCTURE)) {
      return new TenantDecision.MalformedHost();
    }
    try {
      List<Evidence> evidence = new ArrayList<>();
      for (TenantCandidate candidate : findings.candidates()) {
        evidence.add(lookUp(candidate));
      }
      return decide(signals, findings, evidence);
    } catch (TenantRegistryUnavailableException outage) {
      // One line per request: an outage has many of them.
      LOG.warn("A request is answered 503: {} ({})", outage.getMessage(), outage.getCause());
      LOG.debug("Where the tenant registry failed", outage);
      return new TenantDecision.Unavailable(RETRY_AFTER);
    }
  }

  private TenantDecision decide(
      RequestSignals signals, Findings findings, List<Evidence> evidence) {
    for (Evidence piece : evidence) {
      if (isUnknownHost(piece)) {
        return new TenantDecision.UnknownHost();
      }
    }
    boolean anonymous = signals.token().isEmpty() && signals.apiKey().isEmpty();
    if (anonymous && signals.route() == Route.PROTECTED) {
      return new TenantDecision.NoToken();
    }
    if (findings.rejectsAny()) {
      return new TenantDecision.Mismatch();
    }
    return anonymous
        ? anonymous(evidence, findings.memberships())
        : member(signals, evidence, findings.memberships());
  }

  private static TenantDecision anonymous(List<Evidence> evidence, List<OneOf> memberships) {
    List<Optional<Tenant>> named =
        evidence.stream().map(Evidence::tenant).distinct().limit(2).toList();
    Optional<Tenant> tenant = named.stream().findFirst().flatMap(Function.identity());
    return named.size() > 1
            || tenant.filter(one -> !TenantAgreementPolicy.allHave(one, memberships)).isPresent()
        ? new TenantDecision.Mismatch()
        : new TenantDecision.Anonymous(tenant);
  }

  private TenantDecision member(
      RequestSignals signals, List<Evidence> evidence, List<OneOf> memberships) {
    Agreement outcome = agreement.decide(evidence, memberships);
    if (outcome instanceof Agreement.Unchosen) {
      return signals.route() == Route.PROTECTED
          ? new TenantDecision.NotChosen()
          : new TenantDecision.Anonymous(Optional.empty());
    }
    if (!(outcome instanceof Agreement.Agreed agreed)
        || !CredentialCheck.speaksFor(agreed.tenant(), signals)) {
      return new TenantDecision.Mismatch();
    }
    Tenant tenant = agreed.tenant();
    return tenant.status().admits()
        ? new TenantDecision.Admitted(tenant, agreed.evidence())
        : new TenantDecision.NotAdmitted(tenant.status());
  }

  private Evidence lookUp(TenantCandidate candidate) {
    try {
      Optional<Tenant> found =
          switch (candidate.kind()) {
            case ID -> registry.findById(TenantId.of(candidate.value()));
            case SLUG -> registry.findBySlug(TenantSlug.of(candidate.value()));
            case DOMAIN -> registry.findByDomain(TenantDomain.of(candidate.value()));
          };
      return new Evidence(
          candidate, found.filter(tenant -> tenant.status() != TenantStatus.DELETED));
    } catch (TenantRegistryUnavailableException outage) {
      throw outage;
    } catch (RuntimeException outage) {
      // Whatever else a registry throws says nothing about the tenant either.
      throw new TenantRegistryUnavailableException(outage);
    }
  }

  private static boolean isUnknownHost(Evidence piece) {
    return piece.candidate().trust() == TrustLevel.INFRASTRUCTURE && piece.tenant().isEmpty();
  }
}
