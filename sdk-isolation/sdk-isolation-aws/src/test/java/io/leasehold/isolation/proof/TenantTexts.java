package io.leasehold.isolation.proof;

import java.util.stream.Stream;

/**
 * What somebody might want to be called, by the number of the attack. None of it is a tenant id.
 */
final class TenantTexts {

  private TenantTexts() {}

  static Stream<String> wildcards() {
    return Stream.of("*", "?", "**", "acme*", "a?me", "*acme", "?*");
  }

  static Stream<String> variables() {
    return Stream.of(
        "${aws:username}",
        "${aws:PrincipalTag/x}",
        "${aws:PrincipalTag/x, '*'}",
        "${*}",
        "${?}",
        "${$}",
        "$",
        "${",
        "}",
        "a$b",
        "${a",
        "$${*}");
  }

  static Stream<String> quotes() {
    return Stream.of(
        "\",\"*",
        "\"}]}",
        "x\",\"arn:aws:dynamodb:eu-central-1:111111111111:table/orders_globex",
        "\\u002a",
        "\\\\",
        "\\",
        "\"",
        "&amp;",
        "acme&quot;",
        "&#42;");
  }

  static Stream<String> whiteSpace() {
    return Stream.of(
        "a b",
        "a\tb",
        "acme\n",
        "acme\r\n",
        "acme\u00a0",
        " acme",
        "acme ",
        "",
        " ",
        "\u0000",
        "\u007f");
  }

  static Stream<String> paths() {
    return Stream.of(
        ".", "..", "../b", "a/../b", "%2e%2e%2f", "%2F", "a//b", "/b", "a/", "globex/x");
  }

  static Stream<String> delimiters() {
    return Stream.of(
        ":", "acme:*", "arn:aws:s3:::x", "globex#x", "globex_x", "globex@x", "a,b", "a.b");
  }

  static Stream<String> looseEnds() {
    return Stream.of("acme_", "acme-", "-acme", "-", "ACME", "Acme", "_all", "_acme");
  }

  static Stream<String> unicode() {
    return Stream.of(
        "caf\u00e9",
        "cafe\u0301",
        "\uff41cme",
        "\u212aelvin",
        "\u0130stanbul",
        "stra\u00dfe",
        "ac\u00adme",
        "ac\u200bme",
        "\u0430cme",
        "\u200facme",
        "\u0661",
        "\ud83d\ude00",
        "\ud800");
  }

  static Stream<String> tooLong() {
    return Stream.of("a".repeat(64), "a".repeat(65), "acme" + "-x".repeat(126));
  }
}
