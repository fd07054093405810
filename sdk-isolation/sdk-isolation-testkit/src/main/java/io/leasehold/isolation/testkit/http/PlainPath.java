package io.leasehold.isolation.testkit.http;

import java.util.regex.Pattern;

/** Paths of which there is only one reading, whoever decodes or normalises them. */
final class PlainPath {

  private static final Pattern AMBIGUOUS =
      Pattern.compile(
          "//|\\\\|(?:^|/)\\.{1,2}(?:/|$)"
              // Escaped slashes, back slashes, dots, percents and what needs no escape.
              + "|%(?:2[fFeEdD5]|5[cCfF]|7[eE]|3[0-9]|[46][1-9a-fA-F]|[57][0-9aA])");

  private PlainPath() {}

  static String require(String rawPath) {
    if (AMBIGUOUS.matcher(rawPath).find()) {
      throw new Unreadable(
          "whether the service or what is behind it decodes the path %s is not known"
              .formatted(rawPath));
    }
    return rawPath;
  }
}
