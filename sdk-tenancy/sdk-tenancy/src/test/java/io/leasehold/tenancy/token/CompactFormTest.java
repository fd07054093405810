package io.leasehold.tenancy.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One token has one spelling, and what is read strictly is read as the parser would read it. */
@Tag("mistake-06")
class CompactFormTest {

  private static final String TOKEN;

  static {
    try (FakeIssuer issuer = FakeIssuer.start("acme")) {
      TOKEN = issuer.token("t-1");
    } catch (Exception e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Test
  void aTokenIsReadAsTheParserReadsIt() throws Exception {
    SignedJWT strict = CompactForm.parse(TOKEN);
    SignedJWT lenient = SignedJWT.parse(TOKEN);
    assertThat(strict.getHeader().toJSONObject()).isEqualTo(lenient.getHeader().toJSONObject());
    assertThat(strict.getJWTClaimsSet()).isEqualTo(lenient.getJWTClaimsSet());
    assertThat(strict.getSignature().decode()).isEqualTo(lenient.getSignature().decode());
    assertThat(strict.getSigningInput()).isEqualTo(lenient.getSigningInput());
    assertThat(strict.serialize()).isEqualTo(TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"=", "==", " ", "\n", "\t", "+", "/", "%", ",", "\u0000", "\u00e9", "\u4e00"})
  void noPartMayHaveACharacterBeyondTheAlphabet(String stranger) {
    for (int part = 0; part < 3; part++) {
      for (boolean atItsEnd : new boolean[] {false, true}) {
        String[] parts = TOKEN.split("\\.", -1);
        int at = atItsEnd ? parts[part].length() : 4;
        parts[part] = parts[part].substring(0, at) + stranger + parts[part].substring(at);
        String spelled = String.join(".", parts);
        assertThatThrownBy(() -> CompactForm.parse(spelled)).isInstanceOf(ParseException.class);
      }
    }
  }

  @ParameterizedTest(name = "\"{0}\" before, \"{1}\" after")
  @CsvSource({"'',.", ".,''", "'',.AAAA", "AAAA.,''", "' ',''", "'',' '"})
  void anythingAroundTheThreePartsIsRefused(String before, String after) {
    assertThatThrownBy(() -> CompactForm.parse(before + TOKEN + after))
        .isInstanceOf(ParseException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "...", "AAAA", "AAAA.AAAA", "A.A.A", "AAAA.AAAA.A"})
  void whatIsNoTokenIsRefused(String text) {
    assertThatThrownBy(() -> CompactForm.parse(text)).isInstanceOf(ParseException.class);
  }

  @Test
  void whatAPartDecodesToCannotBeChanged() throws Exception {
    SignedJWT jwt = CompactForm.parse(TOKEN);
    byte[] before = jwt.getSignature().decode();
    jwt.getSignature().decode()[0] ^= 1;
    assertThat(jwt.getSignature().decode()).isEqualTo(before);
  }
}
