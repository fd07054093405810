package io.leasehold.tenancy.discovery;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.resolution.CanonicalHost;
import io.leasehold.tenancy.spi.DiscoveryLimit;
import io.leasehold.tenancy.spi.LoginDirectory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells where to sign in, by the tenant's name, its host or an e-mail address. Thread-safe.
 *
 * <p>Nobody learns from it who is a customer. A name, a subdomain or an e-mail domain that nobody
 * has gets the answer that every tenant without a login of its own gets: the common login, at the
 * address that is made of what was typed. Each question that is well-formed is one look-up,
 * whatever comes of it, and nothing is remembered.
 *
 * <p>What it cannot hide: a tenant with its own identity provider is told to whoever guesses its
 * name, because the browser must go there; and a custom host is public by its DNS record.
 */
public final class TenantDiscovery {

  /** How long a client is told to wait when the directory is down: five seconds. */
  public static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private static final int LONGEST = 320;

  private static final Logger LOG = LoggerFactory.getLogger(TenantDiscovery.class);

  private static final DiscoveryLimit NO_LIMIT = caller -> Optional.empty();

  private final LoginDirectory directory;
  private final LoginTarget common;
  private final TenantDomain platform;
  private final DiscoveryLimit limit;

  private TenantDiscovery(
      LoginDirectory directory, LoginTarget common, TenantDomain platform, DiscoveryLimit limit) {
    this.directory = Objects.requireNonNull(directory, "directory");
    this.common = Objects.requireNonNull(common, "common");
    this.platform = Objects.requireNonNull(platform, "platform");
    this.limit = Objects.requireNonNull(limit, "limit");
  }

  /**
   * Discovery without a limit; give it one before it meets the internet.
   *
   * @param directory where logins are looked up
   * @param common the login of all tenants that have none of their own, and of those who are none:
   *     it must be one where people really sign in
   * @param platform the domain under which tenants have subdomains by their slugs
   */
  public static TenantDiscovery of(
      LoginDirectory directory, LoginTarget common, TenantDomain platform) {
    return new TenantDiscovery(directory, common, platform, NO_LIMIT);
  }

  /** The same discovery with a limit, which counts each question before anything else is done. */
  public TenantDiscovery withLimit(DiscoveryLimit other) {
    return new TenantDiscovery(directory, common, platform, other);
  }

  /** Whether it was given a limit. */
  public boolean isLimited() {
    return limit != NO_LIMIT;
  }

  /**
   * By the name under which the tenant registered: its slug, in whatever case.
   *
   * @param caller the address of who asks, for the limit
   */
  public Discovery byName(String caller, String typed) {
    return ask(caller, () -> typed(typed).flatMap(TenantDiscovery::slug).map(this::named));
  }

  /**
   * By the host at which the page is served, as the request names it.
   *
   * @param caller the address of who asks, for the limit
   */
  public Discovery byHost(String caller, String host) {
    return ask(caller, () -> CanonicalHost.ofHeader(List.of(host)).map(this::served));
  }

  /**
   * By the e-mail address of the person; only its domain is used, and it is not logged.
   *
   * @param caller the address of who asks, for the limit
   */
  public Discovery byEmail(String caller, String address) {
    return ask(
        caller,
        () ->
            typed(address)
                .filter(text -> text.indexOf('@') > 0)
                .map(text -> text.substring(text.lastIndexOf('@') + 1))
                .flatMap(CanonicalHost::ofText)
                .map(this::mailed));
  }

  private Discovery ask(String caller, Supplier<Optional<LoginTarget>> question) {
    try {
      Optional<Duration> wait = limit.refuse(caller);
      if (wait.isPresent()) {
        return new Discovery.TooManyRequests(wait.get());
      }
      return question
          .get()
          .<Discovery>map(Discovery.Answer::new)
          .orElseGet(Discovery.Malformed::new);
    } catch (RuntimeException outage) {
      // Neither who asked nor what for: that would be a list of who is whose customer.
      LOG.warn("A login cannot be looked up: {}", outage.toString());
      LOG.debug("Where the look-up failed", outage);
      return new Discovery.Unavailable(RETRY_AFTER);
    }
  }

  private LoginTarget named(TenantSlug slug) {
    return login(directory.findBySlug(slug), common.at(subdomain(slug)));
  }

  private LoginTarget served(TenantDomain host) {
    Optional<TenantSlug> slug = slugOf(host);
    if (slug.isPresent()) {
      return named(slug.get());
    }
    Optional<LoginEntry> entry = directory.findByHost(host).filter(LoginEntry::isOpen);
    // Never the address of a host that is not ours: it would be a redirect to anywhere.
    return login(entry, entry.isPresent() ? common.at(https(host.value())) : common);
  }

  private LoginTarget mailed(TenantDomain domain) {
    return login(directory.findByEmailDomain(domain), common);
  }

  private static LoginTarget login(Optional<LoginEntry> entry, LoginTarget otherwise) {
    return entry.filter(LoginEntry::isOpen).flatMap(LoginEntry::own).orElse(otherwise);
  }

  private Optional<TenantSlug> slugOf(TenantDomain host) {
    String suffix = "." + platform.value();
    return host.value().endsWith(suffix)
        ? slug(host.value().substring(0, host.value().length() - suffix.length()))
        : Optional.empty();
  }

  private URI subdomain(TenantSlug slug) {
    return https(slug.value() + "." + platform.value());
  }

  private static URI https(String host) {
    return URI.create("https://" + host);
  }

  private static Optional<TenantSlug> slug(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return TenantSlug.isValid(lower) ? Optional.of(TenantSlug.of(lower)) : Optional.empty();
  }

  private static Optional<String> typed(String text) {
    return text.length() > LONGEST ? Optional.empty() : Optional.of(text.strip());
  }
}
