package io.leasehold.tenancy.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("mistake-17")
class HttpCachingTest {

  @Test
  void aResponseOfATenantIsPrivateUnlessSomebodySaysOtherwise() {
    assertThat(HttpCaching.cacheControl(Optional.empty())).isEqualTo("private, no-cache");
    assertThat(HttpCaching.cacheControl(Optional.of(" "))).isEqualTo("private, no-cache");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max-age=60|max-age=60, private",
        "no-cache|no-cache, private",
        "max-age=60, must-revalidate|max-age=60, must-revalidate, private",
        "no-store|no-store",
        "Private=\"Set-Cookie\"|Private=\"Set-Cookie\"",
        "public, max-age=31536000, immutable|public, max-age=31536000, immutable",
        "s-maxage=60|s-maxage=60"
      })
  void aLifetimeAloneDoesNotMakeItPublic(String said, String result) {
    assertThat(HttpCaching.cacheControl(Optional.of(said))).isEqualTo(result);
  }

  @Test
  void varyNamesWhatDecidesWhoseResponseItIsOnce() {
    assertThat(HttpCaching.vary(Optional.empty())).isEqualTo("Authorization, Cookie, Host");
    assertThat(HttpCaching.vary(Optional.of("accept-encoding, cookie"), "X-Api-Key"))
        .isEqualTo("accept-encoding, Authorization, cookie, Host, X-Api-Key");
    assertThat(HttpCaching.vary(Optional.of("*"))).isEqualTo("*");
  }
}
