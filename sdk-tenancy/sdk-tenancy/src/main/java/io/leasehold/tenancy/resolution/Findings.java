package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.resolution.TenantResolution.OneOf;
import io.leasehold.tenancy.spi.TenantResolver;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all resolvers together found in one request. */
record Findings(
    List<TenantCandidate> candidates, List<OneOf> memberships, Set<TrustLevel> rejections) {

  private static final Logger LOG = LoggerFactory.getLogger(Findings.class);

  static Findings of(List<TenantResolver> resolvers, RequestSignals signals) {
    List<TenantCandidate> candidates = new ArrayList<>();
    List<OneOf> memberships = new ArrayList<>();
    Set<TrustLevel> rejections = EnumSet.noneOf(TrustLevel.class);
    for (TenantResolver resolver : resolvers) {
      TenantResolution resolution = resolver.resolve(signals);
      if (resolution instanceof TenantResolution.Resolved resolved) {
        candidates.add(resolved.candidate());
      } else if (resolution instanceof OneOf membership) {
        memberships.add(membership);
      } else if (resolution instanceof TenantResolution.Rejected rejected) {
        LOG.debug("A tenant signal is rejected: {}", rejected.reason());
        rejections.add(rejected.trust());
      }
    }
    return new Findings(candidates, memberships, rejections);
  }

  boolean rejects(TrustLevel trust) {
    return rejections.contains(trust);
  }

  boolean rejectsAny() {
    return !rejections.isEmpty();
  }
}
