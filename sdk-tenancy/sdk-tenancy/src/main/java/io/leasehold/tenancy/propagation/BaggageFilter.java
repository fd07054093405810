package io.leasehold.tenancy.propagation;

import io.leasehold.tenancy.Tenant;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Takes the members that name a tenant out of a W3C {@code baggage} header. */
final class BaggageFilter {

  private BaggageFilter() {}

  /**
   * What may be sent of the header; empty if that is nothing. A header that is not understood is
   * dropped as a whole.
   *
   * @param tenantName whether a member's name stands for a tenant
   * @param tenant whose id or slug is no member's value either, or null
   */
  static Optional<String> without(
      String header, Predicate<String> tenantName, @Nullable Tenant tenant) {
    List<String> kept = new ArrayList<>();
    for (String member : header.split(",", -1)) {
      String[] pair = member.split(";", 2)[0].split("=", 2);
      if (pair.length != 2 || pair[0].isBlank()) {
        return Optional.empty();
      }
      if (!tenantName.test(pair[0].strip()) && !names(tenant, pair[1].strip())) {
        kept.add(member.strip());
      }
    }
    return kept.isEmpty() ? Optional.empty() : Optional.of(String.join(",", kept));
  }

  private static boolean names(@Nullable Tenant tenant, String value) {
    if (tenant == null) {
      return false;
    }
    String plain = decoded(value);
    return plain.equals(tenant.id().value()) || plain.equals(tenant.slug().value());
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return value;
    }
  }
}
