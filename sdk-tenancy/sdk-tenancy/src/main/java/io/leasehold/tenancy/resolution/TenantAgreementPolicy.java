package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.resolution.TenantResolution.OneOf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the candidates of an authenticated request stand for one tenant. Not public: a
 * weaker policy than {@link #STRICT} is what the attacks need, and only the sabotage test has one.
 */
@FunctionalInterface
interface TenantAgreementPolicy {

  /**
   * A candidate and the tenant that the registry has for it.
   *
   * @param tenant empty if the registry knows none
   */
  record Evidence(TenantCandidate candidate, Optional<Tenant> tenant) {}

  /** Strongest first, and then an order that depends on nothing but the candidates. */
  Comparator<TenantCandidate> STRONGEST_FIRST =
      Comparator.comparing(TenantCandidate::trust)
          .thenComparing(TenantCandidate::source)
          .thenComparing(TenantCandidate::kind)
          .thenComparing(TenantCandidate::value);

  /**
   * All evidence names the same existing tenant, every membership has it, and at least one of them
   * is cryptographic. A membership alone names nobody.
   */
  TenantAgreementPolicy STRICT = TenantAgreementPolicy::unanimous;

  /** What the evidence and the memberships come to; their order must not matter. */
  Agreement decide(List<Evidence> evidence, List<OneOf> memberships);

  // Loops, not streams: this runs in every request.
  private static Agreement unanimous(List<Evidence> evidence, List<OneOf> memberships) {
    if (evidence.isEmpty() && memberships.stream().anyMatch(TenantAgreementPolicy::isSigned)) {
      return new Agreement.Unchosen();
    }
    Tenant tenant = named(evidence);
    if (tenant == null || !allHave(tenant, memberships)) {
      return new Agreement.Disagreed();
    }
    List<TenantCandidate> agreed = new ArrayList<>();
    for (Evidence piece : evidence) {
      agreed.add(piece.candidate());
    }
    for (OneOf membership : memberships) {
      membership.candidates().stream().filter(one -> one.names(tenant)).forEach(agreed::add);
    }
    agreed.sort(STRONGEST_FIRST);
    return agreed.get(0).trust() == TrustLevel.CRYPTOGRAPHIC
        ? new Agreement.Agreed(tenant, agreed)
        : new Agreement.Disagreed();
  }

  /** The tenant that all name; null if two differ, one names nobody, or there is none. */
  private static @Nullable Tenant named(List<Evidence> evidence) {
    Evidence strongest = null;
    Tenant tenant = null;
    for (Evidence piece : evidence) {
      Tenant other = piece.tenant().orElse(null);
      if (other == null || (tenant != null && !tenant.id().equals(other.id()))) {
        return null;
      }
      // By strength, so that the order of resolvers matters to nothing, not even to the copy of the
      // tenant that is used when two cached copies differ in age.
      if (strongest == null
          || STRONGEST_FIRST.compare(piece.candidate(), strongest.candidate()) < 0) {
        strongest = piece;
        tenant = other;
      }
    }
    return tenant;
  }

  private static boolean isSigned(OneOf membership) {
    return membership.trust() == TrustLevel.CRYPTOGRAPHIC;
  }

  /** Whether every membership has the tenant. */
  static boolean allHave(Tenant tenant, List<OneOf> memberships) {
    for (OneOf membership : memberships) {
      if (membership.candidates().stream().noneMatch(candidate -> candidate.names(tenant))) {
        return false;
      }
    }
    return true;
  }
}
