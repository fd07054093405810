package io.leasehold.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantIdTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "0", "acme", "acme-eu", "a--b", "9f8b2c9e-7c11-4a0e-9d55-0a1b2c3d4e5f"})
  void acceptsTheGrammar(String value) {
    assertThat(TenantId.of(value).value()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "*",
        "?",
        "acme*",
        "${aws:username}",
        "\",\"*",
        "a b",
        "acme\n",
        "..",
        "a/b",
        "acme:",
        "-acme",
        "acme-",
        "acme_1",
        "ACME",
        "ａcme",
        "caf\u00e9",
        "ac\u200bme"
      })
  void refusesEverythingElseWithoutRepeatingIt(String value) {
    assertThatThrownBy(() -> TenantId.of(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a tenant id has 1 to 63 characters out of a-z, 0-9 and inner '-'");
  }

  @Test
  void lengthEndsAt63() {
    assertThat(TenantId.isValid("a".repeat(63))).isTrue();
    assertThat(TenantId.isValid("a".repeat(64))).isFalse();
  }
}
