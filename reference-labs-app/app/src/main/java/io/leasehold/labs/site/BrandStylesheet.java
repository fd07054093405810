package io.leasehold.labs.site;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The stylesheet of a brand: values for the variables of PatternFly, derived in Java.
 *
 * @param css the text
 * @param hash of the text; the address carries it, so that browsers may keep the sheet for ever
 */
record BrandStylesheet(String css, String hash) {

  // Twice :root outranks the toolkit's own :root, wherever its sheet comes.
  private static final String SHEET =
      """
      :root:root {
        --pf-t--global--font--family--body: %3$s;
        --pf-t--global--font--family--heading: %3$s;
      %1$s}
      :root:root.pf-v6-theme-dark {
      %2$s}
      """;

  private static final String VARIABLES =
      """
        --pf-t--global--color--brand--default: %1$s;
        --pf-t--global--color--brand--hover: %2$s;
        --pf-t--global--color--brand--clicked: %3$s;
        --pf-t--global--text--color--on-brand--default: %4$s;
        --pf-t--global--text--color--on-brand--hover: %4$s;
        --pf-t--global--text--color--on-brand--clicked: %4$s;
        --pf-t--global--icon--color--on-brand--default: %4$s;
        --pf-t--global--icon--color--on-brand--hover: %4$s;
        --pf-t--global--icon--color--on-brand--clicked: %4$s;
        --pf-t--global--text--color--brand--default: %5$s;
        --pf-t--global--text--color--brand--hover: %6$s;
        --pf-t--global--text--color--brand--clicked: %6$s;
        --pf-t--global--text--color--link--default: %5$s;
        --pf-t--global--text--color--link--hover: %6$s;
        --pf-t--global--text--color--link--visited: %5$s;
        --pf-t--global--icon--color--brand--default: %5$s;
        --pf-t--global--icon--color--brand--hover: %6$s;
        --pf-t--global--icon--color--brand--clicked: %6$s;
        --pf-t--global--border--color--brand--default: %7$s;
        --pf-t--global--border--color--brand--hover: %7$s;
        --pf-t--global--border--color--brand--clicked: %7$s;
        --pf-t--global--border--color--clicked: %7$s;
        --pf-t--global--border--color--hover: %7$s;
      """;

  static BrandStylesheet of(Brand brand) {
    String css =
        SHEET.formatted(
            variables(Palette.onLight(brand.color())),
            variables(Palette.onDark(brand.color())),
            brand.font().stack());
    return new BrandStylesheet(css, hash(css));
  }

  private static String variables(Palette palette) {
    return VARIABLES.formatted(
        palette.fill(),
        palette.fillHover(),
        palette.fillPressed(),
        palette.onFill(),
        palette.text(),
        palette.textHover(),
        palette.line());
  }

  static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every Java platform has SHA-256; this one lacks it", absent);
    }
  }
}
