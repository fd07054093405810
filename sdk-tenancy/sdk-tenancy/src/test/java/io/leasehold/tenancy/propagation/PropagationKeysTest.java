package io.leasehold.tenancy.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PropagationKeysTest {

  @Test
  void aShortSecretAndAMalformedIdAreRefused() {
    assertThatThrownBy(() -> PropagationKey.of("k", new byte[31]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32 bytes");
    assertThatThrownBy(() -> PropagationKey.of("a.b", new byte[32]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PropagationKey.of("", new byte[32]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void twoKeysOfOneIdAreRefused() {
    assertThatThrownBy(
            () -> PropagationKeys.signingWith(Keys.SPRING).accepting(Keys.key("spring", 9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("spring");
  }

  @Test
  void neitherKeyNorRingShowsASecret() {
    PropagationKey key =
        PropagationKey.of(
            "k1", "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    assertThat(key).hasToString("PropagationKey[k1]");
    assertThat(PropagationKeys.signingWith(key).toString()).contains("k1").doesNotContain("0123");
  }

  @Test
  void theSecretIsCopied() {
    byte[] secret = new byte[32];
    PropagationKey key = PropagationKey.of("k", secret);
    String before = key.sign(Covered.by("purpose"));
    secret[0] = 1;
    assertThat(key.sign(Covered.by("purpose"))).isEqualTo(before);
  }

  @Test
  void partsCannotBeShiftedIntoEachOther() {
    assertThat(Keys.SPRING.sign(Covered.by("p").part("ab").part("c")))
        .isNotEqualTo(Keys.SPRING.sign(Covered.by("p").part("a").part("bc")))
        .isNotEqualTo(Keys.SPRING.sign(Covered.by("p").part("abc")))
        .isNotEqualTo(Keys.SPRING.sign(Covered.by("p").part("ab").part("c").part("")));
  }
}
