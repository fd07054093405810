package io.leasehold.tenancy.fairness;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.config.TenantConfig;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Limits out of the configuration: for all, for a tier, and for a tenant, but never by the tenant.
 *
 * <pre>
 * leasehold.fairness.rate=20/1s
 * leasehold.fairness.quota=10000/1d
 * leasehold.tier."premium".leasehold.fairness.rate=200/1s
 * leasehold.tier."premium".leasehold.fairness.burst=400
 * leasehold.tier."premium".leasehold.fairness.at-once=40
 * </pre>
 *
 * <p>Units are {@code ms}, {@code s}, {@code m}, {@code h} and {@code d}. A burst that is not set
 * is as many as the rate. No rate at all is an error; {@code unlimited} has to be said.
 * Thread-safe.
 */
public final class ConfiguredLimits implements TenantLimits {

  private static final String PREFIX = "leasehold.fairness.";
  private static final String UNLIMITED = "unlimited";
  private static final Pattern PER = Pattern.compile("(\\d{1,15})/(\\d{0,9})(ms|s|m|h|d)");

  private final TenantConfig config;

  /** Limits out of the configuration. */
  public ConfiguredLimits(TenantConfig config) {
    this.config = Objects.requireNonNull(config, "config");
  }

  @Override
  public Limits of(Tenant tenant) {
    String rate =
        text(tenant, "rate")
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "no rate is configured: set " + PREFIX + "rate=20/1s, or unlimited"));
    Limits limits = rate.equals(UNLIMITED) ? Limits.unlimited() : Limits.of(rate(tenant, rate));
    Optional<String> quota = text(tenant, "quota").filter(value -> !value.equals(UNLIMITED));
    OptionalInt atOnce =
        number(tenant, "at-once").map(most -> OptionalInt.of(most)).orElse(OptionalInt.empty());
    return new Limits(limits.rate(), quota.map(ConfiguredLimits::quota), atOnce);
  }

  private Rate rate(Tenant tenant, String text) {
    Matcher per = parsed("rate", text);
    long permits = Long.parseLong(per.group(1));
    long burst = number(tenant, "burst").map(Integer::longValue).orElse(permits);
    return new Rate(permits, time(per), burst);
  }

  private static Quota quota(String text) {
    Matcher per = parsed("quota", text);
    return new Quota(Long.parseLong(per.group(1)), time(per));
  }

  private static Matcher parsed(String name, String text) {
    Matcher matcher = PER.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalStateException(
          PREFIX + name + " is of the form 20/1s, or unlimited; units are ms, s, m, h and d");
    }
    return matcher;
  }

  private static Duration time(Matcher per) {
    long number = per.group(2).isEmpty() ? 1 : Long.parseLong(per.group(2));
    return switch (per.group(3)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private Optional<String> text(Tenant tenant, String name) {
    return config.find(tenant, PREFIX + name, String.class).map(String::strip);
  }

  private Optional<Integer> number(Tenant tenant, String name) {
    return config.find(tenant, PREFIX + name, Integer.class);
  }
}
