package io.leasehold.tenancy.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("mistake-23")
class HostCookieTest {

  private final HostCookie session = HostCookie.named("session");

  @Test
  void itFulfilsWhatBrowsersDemandOfThePrefix() {
    assertThat(session.set("abc.DEF-1_2~"))
        .isEqualTo("__Host-session=abc.DEF-1_2~; Path=/; Secure; HttpOnly; SameSite=Lax");
    assertThat(session.strict().set("x", Duration.ofHours(1)))
        .isEqualTo("__Host-session=x; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=3600");
    assertThat(session.delete()).endsWith("; Max-Age=0").startsWith("__Host-session=;");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a;Domain=acme.com", "a; Domain=acme.com", "a\r\nX: y", "a b", "a,b", "\"", "ä"})
  void aValueCannotBringAnAttribute(String value) {
    assertThatThrownBy(() -> session.set(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a=b", "a;b", "a b", "é"})
  void aNameIsAName(String name) {
    assertThatThrownBy(() -> HostCookie.named(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itIsReadWhereverItStands() {
    assertThat(session.read(List.of("a=1; __Host-session=xyz=; b=2"))).contains("xyz=");
    assertThat(session.read(List.of("a=1", "__Host-session=xyz"))).contains("xyz");
    assertThat(session.read(List.of("__Host-session="))).contains("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "session=xyz",
        "X__Host-session=xyz",
        "__Host-session",
        "__Host-session2=xyz",
        "__Host-session=one; __Host-session=two",
        "__Host-session=one; __host-session=two",
        "__HOST-session=planted"
      })
  void oneThatIsNotThereOrIsThereTwiceIsNotRead(String header) {
    assertThat(session.read(List.of(header))).isEmpty();
  }

  @Test
  void oneInEachOfTwoHeadersIsTwice() {
    assertThat(session.read(List.of("__Host-session=a", "__Host-session=b"))).isEmpty();
  }
}
