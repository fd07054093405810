package io.leasehold.labs.platform;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them into settings. */
public final class Durations {

  private static final Pattern SHORT = Pattern.compile("(\\d+)(ms|s|m|h|d)");

  private Durations() {}

  /**
   * Reads {@code 500ms}, {@code 2s}, {@code 5m}, {@code 1h}, {@code 1d} or an ISO duration.
   *
   * @throws IllegalArgumentException if the text is none of these; names the setting
   */
  public static Duration parse(String setting, String text) {
    Matcher matcher = SHORT.matcher(text.strip().toLowerCase(Locale.ROOT));
    try {
      if (!matcher.matches()) {
        return Duration.parse(text.strip());
      }
      long amount = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        default -> Duration.ofDays(amount);
      };
    } catch (java.time.format.DateTimeParseException | NumberFormatException unreadable) {
      throw new IllegalArgumentException(
          "the setting " + setting + " is not a duration such as 2s, 500ms or 5m", unreadable);
    }
  }
}
