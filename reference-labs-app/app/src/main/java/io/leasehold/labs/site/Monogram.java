package io.leasehold.labs.site;

/** The logo of a tenant that has handed in none: its initial on its colour, as an SVG image. */
final class Monogram {

  private Monogram() {}

  static String svg(Brand brand) {
    Palette palette = Palette.onLight(brand.color());
    int initial = Character.toUpperCase(brand.name().codePointAt(0));
    return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img">
          <rect width="64" height="64" rx="14" fill="%s"/>
          <text x="32" y="45" font-family="sans-serif" font-size="38" font-weight="700" text-anchor="middle" fill="%s">&#%d;</text>
        </svg>
        """
        .formatted(palette.fill(), palette.onFill(), initial);
  }
}
