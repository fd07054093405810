package io.leasehold.tenancy.domain;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.resolution.CanonicalHost;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which names may be claimed at all, by whomever. Immutable and thread-safe.
 *
 * <p>Refused are wildcards, addresses, names that are not public, public suffixes ({@code co.uk},
 * {@code github.io}), the platform's own names with everything above and below them, and
 * international names that look like others: labels that mix scripts, labels made of nothing but
 * another script's look-alikes of Latin letters, and names that look like the platform's.
 */
public final class DomainPolicy {

  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*:.*|\\[.*");

  // RFC 6761, RFC 6762, RFC 7686, RFC 8375, RFC 9476 and names that private networks use.
  private static final Set<String> NOT_PUBLIC =
      Set.of(
          "localhost",
          "local",
          "internal",
          "intranet",
          "lan",
          "home",
          "corp",
          "test",
          "example",
          "invalid",
          "onion",
          "alt",
          "arpa");

  private final List<TenantDomain> platform;
  private final boolean apex;

  private DomainPolicy(List<TenantDomain> platform, boolean apex) {
    this.platform = platform;
    this.apex = apex;
  }

  /**
   * A policy of a platform.
   *
   * @param platformDomains the domains that the platform itself is served at, at least one
   * @throws IllegalArgumentException if there is none, or one is not canonical
   */
  public static DomainPolicy of(String... platformDomains) {
    if (platformDomains.length == 0) {
      throw new IllegalArgumentException("name the domains of the platform, so that none is taken");
    }
    return new DomainPolicy(Arrays.stream(platformDomains).map(TenantDomain::of).toList(), true);
  }

  /** The same, but taking only names below a registrable domain. */
  public DomainPolicy withoutApex() {
    return new DomainPolicy(platform, false);
  }

  /** What a name comes to. */
  public sealed interface Verdict {
    /** It may be claimed, in this canonical form. */
    record Acceptable(TenantDomain domain) implements Verdict {}

    /** It may not. */
    record Refused(DomainRefusal reason) implements Verdict {}
  }

  /** What the name comes to that a person typed. */
  public Verdict judge(String typed) {
    Objects.requireNonNull(typed, "typed");
    String name = typed.strip();
    if (name.startsWith("*")) {
      return new Verdict.Refused(DomainRefusal.WILDCARD);
    }
    if (ADDRESS.matcher(name).matches()) {
      return new Verdict.Refused(DomainRefusal.IP_ADDRESS);
    }
    Optional<TenantDomain> canonical =
        name.length() > 1_000 || name.contains(":") ? Optional.empty() : CanonicalHost.ofText(name);
    if (canonical.isEmpty()) {
      return new Verdict.Refused(DomainRefusal.MALFORMED);
    }
    TenantDomain domain = canonical.get();
    return refusal(name, domain)
        .<Verdict>map(Verdict.Refused::new)
        .orElseGet(() -> new Verdict.Acceptable(domain));
  }

  private Optional<DomainRefusal> refusal(String typed, TenantDomain domain) {
    if (isNotPublic(domain.value())) {
      return Optional.of(DomainRefusal.NOT_PUBLIC);
    }
    if (!DomainChallenge.fits(domain)) {
      return Optional.of(DomainRefusal.TOO_LONG);
    }
    if (platform.stream().anyMatch(own -> related(own.value(), domain.value()))) {
      return Optional.of(DomainRefusal.PLATFORM);
    }
    Optional<String> registrable = PublicSuffixes.registrable(domain);
    if (registrable.isEmpty()) {
      return Optional.of(DomainRefusal.PUBLIC_SUFFIX);
    }
    if (!Lookalikes.isHonest(typed, domain.value()) || resemblesThePlatform(registrable.get())) {
      return Optional.of(DomainRefusal.LOOKALIKE);
    }
    return !apex && registrable.get().equals(domain.value())
        ? Optional.of(DomainRefusal.APEX)
        : Optional.empty();
  }

  private boolean resemblesThePlatform(String registrable) {
    String name = label(registrable);
    return platform.stream()
        .map(own -> label(PublicSuffixes.registrable(own).orElse(own.value())))
        .anyMatch(
            own -> !own.equals(name) && Lookalikes.skeleton(own).equals(Lookalikes.skeleton(name)));
  }

  private static boolean isNotPublic(String domain) {
    String last = domain.substring(domain.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return domain.indexOf('.') < 0
        || NOT_PUBLIC.contains(last)
        || last.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  // Above the platform, too: who has example.com sets cookies for labs.example.com.
  private static boolean related(String own, String other) {
    return own.equals(other) || own.endsWith('.' + other) || other.endsWith('.' + own);
  }

  private static String label(String domain) {
    int dot = domain.indexOf('.');
    return dot < 0 ? domain : domain.substring(0, dot);
  }
}
