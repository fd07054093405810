package io.leasehold.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {

  @Test
  void theHashOfAKeyIsItsSha256() {
    // The digest that FIPS 180-2, appendix B.1, gives for "abc".
    assertThat(ApiKeyHash.ofKey("abc").value())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void aHashShowsOnlyItsBeginning() {
    assertThat(ApiKeyHash.ofKey("abc")).hasToString("ba7816bf...");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "lh_ci_s3cret", "BA7816BF"})
  void aKeyIsNotMistakenForAHashNorRepeated(String value) {
    assertThatThrownBy(() -> new ApiKeyHash(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void aKeyExpiresAtItsInstantAndOneWithoutNever() {
    Instant end = Instant.parse("2030-01-01T00:00:00Z");
    ApiKey key = new ApiKey("ci", TenantId.of("acme"), Set.of(), Optional.of(end));
    assertThat(key.isExpired(end.minusMillis(1))).isFalse();
    assertThat(key.isExpired(end)).isTrue();
    assertThat(
            new ApiKey("ci", TenantId.of("acme"), Set.of(), Optional.empty())
                .isExpired(Instant.MAX))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "CI", "a_b", "-a", "a b", "a\n"})
  void anIdOutsideTheGrammarIsRefused(String id) {
    assertThatThrownBy(() -> new ApiKey(id, TenantId.of("acme"), Set.of(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1001})
  void aPageSizeOutOfRangeIsRefused(int size) {
    assertThatThrownBy(() -> TenantPage.first(size)).isInstanceOf(IllegalArgumentException.class);
  }
}
