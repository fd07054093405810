package io.leasehold.tenancy.domain;

import io.leasehold.tenancy.TenantDomain;
import java.util.Optional;
import org.apache.hc.client5.http.psl.PublicSuffixMatcher;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;

/** What the public suffix list says of a name; the list comes with the HTTP client. */
final class PublicSuffixes {

  private PublicSuffixes() {}

  /** The part that somebody registered; empty for a public suffix itself. */
  static Optional<String> registrable(TenantDomain domain) {
    return Optional.ofNullable(Loaded.MATCHER.getDomainRoot(domain.value()));
  }

  static boolean isApex(TenantDomain domain) {
    return registrable(domain).filter(domain.value()::equals).isPresent();
  }

  // 300 KB of text: read when it is first needed.
  private static final class Loaded {
    static final PublicSuffixMatcher MATCHER = PublicSuffixMatcherLoader.getDefault();
  }
}
