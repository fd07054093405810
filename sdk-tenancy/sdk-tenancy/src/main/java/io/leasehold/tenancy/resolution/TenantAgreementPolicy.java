package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.resolution.TenantResolution.OneOf;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

  private static Agreement unanimous(List<Evidence> evidence, List<OneOf> memberships) {
    if (evidence.isEmpty() && memberships.stream().anyMatch(TenantAgreementPolicy::isSigned)) {
      return new Agreement.Unchosen();
    }
    // Sorted, so that the order of resolvers matters to nothing, not even to the copy of the tenant
    // that is used when two cached copies differ in age.
    Optional<Tenant> tenant =
        evidence.stream()
            .min(Comparator.comparing(Evidence::candidate, STRONGEST_FIRST))
            .flatMap(Evidence::tenant);
    // "Nobody" counts as a name of its own, so it agrees with no tenant.
    long named = evidence.stream().map(piece -> piece.tenant().map(Tenant::id)).distinct().count();
    if (tenant.isEmpty() || named != 1 || !allHave(tenant.get(), memberships)) {
      return new Agreement.Disagreed();
    }
    List<TenantCandidate> agreed =
        Stream.concat(
                evidence.stream().map(Evidence::candidate),
                memberships.stream()
                    .flatMap(membership -> membership.candidates().stream())
                    .filter(candidate -> candidate.names(tenant.get())))
            .sorted(STRONGEST_FIRST)
            .toList();
    return agreed.get(0).trust() == TrustLevel.CRYPTOGRAPHIC
        ? new Agreement.Agreed(tenant.get(), agreed)
        : new Agreement.Disagreed();
  }

  private static boolean isSigned(OneOf membership) {
    return membership.trust() == TrustLevel.CRYPTOGRAPHIC;
  }

  /** Whether every membership has the tenant. */
  static boolean allHave(Tenant tenant, List<OneOf> memberships) {
    return memberships.stream()
        .allMatch(
            membership ->
                membership.candidates().stream().anyMatch(candidate -> candidate.names(tenant)));
  }
}
