package io.leasehold.isolation.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.tenancy.TenantId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No text that could mean something in a policy becomes a tenant id. */
class TenantIdAttackTest {

  private static void assertRefused(String id) {
    assertThatThrownBy(() -> TenantId.of(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "?", "**", "acme*", "a?me", "*acme"})
  @Tag("attack-A01")
  @Tag("attack-A02")
  @Tag("attack-A03")
  void wildcards(String id) {
    assertRefused(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${aws:username}",
        "${aws:PrincipalTag/x, '*'}",
        "${*}",
        "${$}",
        "$",
        "${",
        "}",
        "a$b"
      })
  @Tag("attack-A04")
  @Tag("attack-A05")
  @Tag("attack-A06")
  @Tag("attack-A07")
  void variables(String id) {
    assertRefused(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\",\"*", "\"}]}", "\\u002a", "\\\\", "a\"b", "&amp;", "acme&quot;"})
  @Tag("attack-A08")
  @Tag("attack-A09")
  @Tag("attack-A20")
  void escapes_and_quotes(String id) {
    assertRefused(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        "a\tb",
        "acme\n",
        "acme\r\n",
        "acme\u00a0",
        " acme",
        "acme ",
        "",
        " ",
        "\u0000"
      })
  @Tag("attack-A10")
  @Tag("attack-A11")
  void white_space(String id) {
    assertRefused(id);
  }

  @Test
  @Tag("attack-A11")
  void no_id_at_all() {
    assertThatThrownBy(() -> TenantId.of(null)).isInstanceOf(NullPointerException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        "..",
        "../b",
        "a/../b",
        "%2e%2e%2f",
        "%2F",
        "a//b",
        "/b",
        "a/",
        ":",
        "acme:*",
        "arn:aws:s3:::x",
        "a.b",
        "a#b",
        "a@b",
        "a,b"
      })
  @Tag("attack-A12")
  @Tag("attack-A13")
  void paths_and_delimiters(String id) {
    assertRefused(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ACME", "Acme", "acme_", "acme-", "-acme", "-"})
  @Tag("attack-A15")
  void another_case_and_loose_ends(String id) {
    assertRefused(id);
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

  @ParameterizedTest
  @MethodSource("unicode")
  @Tag("attack-A16")
  void look_alikes(String id) {
    assertRefused(id);
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 65, 256})
  @Tag("attack-A17")
  void too_long(int length) {
    assertRefused("a".repeat(length));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 63})
  @Tag("attack-A17")
  void the_longest_and_shortest_ids_are_written_whole(int length) {
    TenantId id = TenantId.of("a".repeat(length));

    assertThat(PolicyCompiler.compile(Samples.blueprint(), id).json())
        .contains("\"dynamodb:LeadingKeys\":\"" + id + "\"", "/" + id + "/*");
  }
}
