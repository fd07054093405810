package io.leasehold.labs.site;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A colour in sRGB, with the arithmetic of WCAG 2.2. Immutable.
 *
 * @param red 0 to 255
 * @param green 0 to 255
 * @param blue 0 to 255
 */
public record Color(int red, int green, int blue) {

  /** White. */
  public static final Color WHITE = new Color(255, 255, 255);

  /** Black. */
  public static final Color BLACK = new Color(0, 0, 0);

  private static final Pattern HEX = Pattern.compile("#[0-9a-f]{6}");

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a channel is out of range
   */
  public Color {
    if ((red | green | blue) < 0 || red > 255 || green > 255 || blue > 255) {
      throw new IllegalArgumentException("a colour channel is 0 to 255");
    }
  }

  /**
   * Reads {@code #8b1a1a}.
   *
   * @throws IllegalArgumentException if the text is not six lower-case hexadecimal digits after #
   */
  public static Color parse(String text) {
    Objects.requireNonNull(text, "text");
    if (!HEX.matcher(text).matches()) {
      throw new IllegalArgumentException("a colour is written as #8b1a1a");
    }
    int value = Integer.parseInt(text.substring(1), 16);
    return new Color(value >> 16, value >> 8 & 255, value & 255);
  }

  /** Mixes in so much of the other, 0 to 1. */
  public Color mix(Color other, double share) {
    return new Color(
        mix(red, other.red, share), mix(green, other.green, share), mix(blue, other.blue, share));
  }

  /** The contrast ratio with the other, 1 to 21. */
  public double contrast(Color other) {
    double mine = luminance();
    double others = other.luminance();
    return (Math.max(mine, others) + 0.05) / (Math.min(mine, others) + 0.05);
  }

  /**
   * This colour, moved towards the other no further than it takes to stand out from the background.
   *
   * @param ratio the contrast to reach, which the other colour has
   */
  public Color until(double ratio, Color background, Color towards) {
    Color moved = this;
    for (int percent = 0; moved.contrast(background) < ratio && percent <= 100; percent += 2) {
      moved = mix(towards, percent / 100.0);
    }
    return moved;
  }

  /** As {@code #8b1a1a}. */
  @Override
  public String toString() {
    return "#%02x%02x%02x".formatted(red, green, blue);
  }

  private double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  private static double linear(int channel) {
    double share = channel / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  private static int mix(int one, int other, double share) {
    return (int) Math.round(one + (other - one) * share);
  }
}
