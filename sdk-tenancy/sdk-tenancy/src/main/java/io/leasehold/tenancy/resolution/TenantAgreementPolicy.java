package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.Tenant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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
  Comparator<Evidence> STRONGEST_FIRST =
      Comparator.comparing(
          Evidence::candidate,
          Comparator.comparing(TenantCandidate::trust)
              .thenComparing(TenantCandidate::source)
              .thenComparing(TenantCandidate::kind)
              .thenComparing(TenantCandidate::value));

  /** All evidence names the same existing tenant, and at least one piece is cryptographic. */
  TenantAgreementPolicy STRICT = TenantAgreementPolicy::unanimous;

  /** What the evidence comes to; its order must not matter. */
  Agreement decide(List<Evidence> evidence);

  private static Agreement unanimous(List<Evidence> evidence) {
    // Sorted, so that the order of resolvers matters to nothing, not even to the copy of the tenant
    // that is used when two cached copies differ in age.
    List<Evidence> strongestFirst = evidence.stream().sorted(STRONGEST_FIRST).toList();
    // "Nobody" counts as a name of its own, so it agrees with no tenant.
    long named = evidence.stream().map(piece -> piece.tenant().map(Tenant::id)).distinct().count();
    Optional<Evidence> best = strongestFirst.stream().findFirst();
    boolean signed =
        best.filter(piece -> piece.candidate().trust() == TrustLevel.CRYPTOGRAPHIC).isPresent();
    Optional<Tenant> tenant = best.flatMap(Evidence::tenant);
    if (!signed || named != 1 || tenant.isEmpty()) {
      return new Agreement.Disagreed();
    }
    return new Agreement.Agreed(
        tenant.get(), strongestFirst.stream().map(Evidence::candidate).toList());
  }
}
