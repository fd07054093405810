package io.leasehold.tenancy.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.spi.TrustedIssuers;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedIssuerTest {

  private static final TrustedIssuer ROW =
      TrustedIssuer.of("https://id.example.com", URI.create("https://id.example.com/jwks"), "labs");

  @ParameterizedTest
  @ValueSource(strings = {"HS256", "none", "EdDSA", "A128KW", "rs256", ""})
  void aRowCannotAllowWhatIsNoAsymmetricSignature(String algorithm) {
    assertThatThrownBy(
            () ->
                new TrustedIssuer(
                    "https://id.example.com",
                    URI.create("https://id.example.com/jwks"),
                    Set.of("labs"),
                    Set.of("RS256", algorithm),
                    Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "jar:file:/x.jar!/k",
        "ftp://id.example.com/jwks",
        "https://user:secret@id.example.com/jwks",
        "//id.example.com/jwks",
        "https:///jwks"
      })
  @Tag("mistake-05")
  void aRowCannotHaveAnAddressThatIsNoWebAddress(String address) {
    assertThatThrownBy(() -> TrustedIssuer.of("https://id.example.com", URI.create(address), "l"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aClockCanBeOffByFiveMinutesAtMost() {
    assertThatThrownBy(
            () ->
                new TrustedIssuer(
                    ROW.issuer(),
                    ROW.jwksUri(),
                    ROW.audiences(),
                    ROW.algorithms(),
                    Duration.ofMinutes(6)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTableHasOneRowPerIssuer() {
    assertThatThrownBy(() -> TrustedIssuers.of(ROW, ROW)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void rowsAreRememberedAndFailuresAreNot() {
    AtomicInteger questions = new AtomicInteger();
    TrustedIssuers table =
        issuer -> {
          if (questions.incrementAndGet() == 1) {
            throw new IllegalStateException("the database is down");
          }
          return Optional.of(ROW).filter(row -> row.issuer().equals(issuer));
        };
    CachingTrustedIssuers cache = CachingTrustedIssuers.around(table);
    assertThatThrownBy(() -> cache.find(ROW.issuer())).hasMessage("the database is down");
    for (int i = 0; i < 5; i++) {
      assertThat(cache.find(ROW.issuer())).contains(ROW);
      assertThat(cache.find("https://nobody.example")).isEmpty();
    }
    assertThat(questions).hasValue(3);
  }
}
