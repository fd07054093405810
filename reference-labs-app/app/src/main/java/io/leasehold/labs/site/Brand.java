package io.leasehold.labs.site;

import io.leasehold.tenancy.Tenant;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a tenant looks: typed values, from which everything else is derived. Tenants hand in no
 * stylesheet, markup or script.
 *
 * <p>Kept in the attributes of the tenant: {@code brand.color}, {@code brand.tagline}, {@code
 * brand.support-url}, {@code brand.font}.
 *
 * @param name the display name
 * @param color the one colour
 * @param tagline one line below the name; may be empty
 * @param supportUrl where learners get help, an https or mailto address
 * @param font out of the list
 */
public record Brand(
    String name, Color color, String tagline, Optional<URI> supportUrl, BrandFont font) {

  private static final Color NEUTRAL = Color.parse("#0b5cad");
  private static final Pattern SUPPORT = Pattern.compile("(?:https://|mailto:)[\\x21-\\x7e]+");

  /** Requires every value. */
  public Brand {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(color, "color");
    Objects.requireNonNull(tagline, "tagline");
    Objects.requireNonNull(supportUrl, "supportUrl");
    Objects.requireNonNull(font, "font");
  }

  /** The brand of the tenant; whatever is missing or unusable is neutral. */
  public static Brand of(Tenant tenant) {
    Map<String, String> attributes = tenant.attributes();
    return new Brand(
        tenant.name(),
        color(attributes),
        attributes.getOrDefault("brand.tagline", ""),
        Optional.ofNullable(attributes.get("brand.support-url"))
            .filter(url -> SUPPORT.matcher(url).matches())
            .flatMap(Brand::address),
        BrandFont.named(attributes.getOrDefault("brand.font", "")));
  }

  private static Optional<URI> address(String url) {
    try {
      return Optional.of(new URI(url));
    } catch (URISyntaxException unusable) {
      return Optional.empty();
    }
  }

  private static Color color(Map<String, String> attributes) {
    try {
      return Color.parse(attributes.getOrDefault("brand.color", NEUTRAL.toString()));
    } catch (IllegalArgumentException unusable) {
      return NEUTRAL;
    }
  }
}
