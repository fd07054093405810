package io.leasehold.isolation.iam;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** The Bool, Binary, Numeric and Date operators. */
final class ValueOperators {

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,30}(?:\\.\\d{1,30})?");
  private static final Pattern EPOCH_SECONDS = Pattern.compile("\\d{5,11}");

  private ValueOperators() {}

  static ExpectedValue bool(String text, boolean variables) {
    return typed(text, ValueOperators::readBool, Boolean::equals);
  }

  static ExpectedValue binary(String text, boolean variables) {
    return typed(text, ValueOperators::readBinary, Arrays::equals);
  }

  static ExpectedValue.Compiler numeric(IntPredicate wanted) {
    return (text, variables) ->
        typed(text, ValueOperators::readNumber, (a, e) -> wanted.test(a.compareTo(e)));
  }

  static ExpectedValue.Compiler date(IntPredicate wanted) {
    return (text, variables) ->
        typed(text, ValueOperators::readDate, (a, e) -> wanted.test(a.compareTo(e)));
  }

  /** A value that cannot be read in the policy is an error, one in the request is unclear. */
  private static <T> ExpectedValue typed(
      String text, Function<String, Optional<T>> reader, BiPredicate<T, T> fits) {
    T expected =
        reader
            .apply(text)
            .orElseThrow(
                () -> new PolicySyntaxException("\"" + text + "\" is not of its operator's type"));
    return (actual, request) ->
        reader.apply(actual).map(a -> Fit.of(fits.test(a, expected))).orElse(Fit.UNCLEAR);
  }

  private static Optional<Boolean> readBool(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<byte[]> readBinary(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<BigDecimal> readNumber(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  private static Optional<Instant> readDate(String text) {
    try {
      if (EPOCH_SECONDS.matcher(text).matches()) {
        return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
      }
      LocalDate day =
          switch (text.length()) {
            case 4 -> Year.parse(text).atDay(1);
            case 7 -> YearMonth.parse(text).atDay(1);
            case 10 -> LocalDate.parse(text);
            default -> null;
          };
      return Optional.of(
          day == null
              ? OffsetDateTime.parse(text).toInstant()
              : day.atStartOfDay().toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
