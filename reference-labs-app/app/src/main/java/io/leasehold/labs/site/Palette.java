package io.leasehold.labs.site;

/**
 * The colours that follow from a brand's one colour on a light or dark ground. Text on and in the
 * colour has a contrast of 4.5:1 at least, lines have 3:1.
 *
 * @param fill the ground of the main button
 * @param fillHover the same under the pointer
 * @param fillPressed the same when pressed
 * @param onFill text on all three
 * @param text links and coloured text on the page
 * @param textHover the same under the pointer
 * @param line borders, focus rings and the active tab
 */
record Palette(
    Color fill,
    Color fillHover,
    Color fillPressed,
    Color onFill,
    Color text,
    Color textHover,
    Color line) {

  private static final double TEXT = 4.5;
  private static final double LINE = 3.0;
  private static final Color DARK_GROUND = Color.parse("#1f1f1f");
  // The ground of cards on a dark page is lighter than the page: colours must stand out there too.
  private static final Color DARK_CARD = Color.parse("#383838");
  private static final Color LIGHT_PAGE = Color.parse("#f2f2f2");

  static Palette onLight(Color brand) {
    Color onFill = readable(brand);
    Color away = onFill.equals(Color.WHITE) ? Color.BLACK : Color.WHITE;
    Color text = brand.until(TEXT, LIGHT_PAGE, Color.BLACK);
    return new Palette(
        brand,
        brand.mix(away, 0.15),
        brand.mix(away, 0.25),
        onFill,
        text,
        text.mix(Color.BLACK, 0.2),
        brand.until(LINE, LIGHT_PAGE, Color.BLACK));
  }

  static Palette onDark(Color brand) {
    // A fill that sinks into the dark page is no button.
    Color fill = brand.until(LINE, DARK_GROUND, Color.WHITE);
    Color onFill = readable(fill);
    Color away = onFill.equals(Color.WHITE) ? Color.BLACK : Color.WHITE;
    Color text = brand.until(TEXT, DARK_CARD, Color.WHITE);
    return new Palette(
        fill,
        fill.mix(away, 0.15),
        fill.mix(away, 0.25),
        onFill,
        text,
        text.mix(Color.WHITE, 0.2),
        brand.until(LINE, DARK_CARD, Color.WHITE));
  }

  /** One of the two reaches 4.5:1 on any colour. */
  private static Color readable(Color ground) {
    return Color.WHITE.contrast(ground) >= TEXT ? Color.WHITE : Color.BLACK;
  }
}
