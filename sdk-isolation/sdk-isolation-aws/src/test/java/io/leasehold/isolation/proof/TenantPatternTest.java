package io.leasehold.isolation.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How texts become steps. In the pictures, H is a hole, and S and O stay within a part. */
class TenantPatternTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "a*b?, a*b?",
        "{T}/*, H/*",
        "x{T}{T}y, xHHy",
        "{T, {T",
        "a${aws:username}b, a*b",
        "${*}${?}${$}, \\*\\?$",
        "$, $",
        "${, ${",
        "a${b, a${b",
        "}a, }a",
        "${T}x, $Hx",
        "${a{T}b}c, *c",
        "${{T}{T}}c, *c",
        "${ab}}b, *}b",
      })
  void aGlobHasWildcardsHolesAndVariables(String text, String picture) {
    assertThat(picture(TenantPattern.glob(text))).isEqualTo(picture);
  }

  @ParameterizedTest
  @CsvSource({"a*b?, a\\*b\\?", "{T}*, H\\*", "${aws:x}*, *\\*", "${*}, \\*"})
  void aPlainTextHasNoWildcards(String text, String picture) {
    assertThat(picture(TenantPattern.plain(text))).isEqualTo(picture);
  }

  @ParameterizedTest
  @CsvSource({
    "*, *",
    "arn:*:s?:*::b*, arn:S:sO:S::b*",
    "arn:aws:s3:::b?:*, arn:aws:s3:::b?:*",
    "**, SS",
    "arn:aws:s3:{T}:*:*, arn:aws:s3:H:S:*",
  })
  void wildcardsOfAnArnStayInTheirPartUpToTheLast(String text, String picture) {
    assertThat(picture(TenantPattern.arn(text))).isEqualTo(picture);
  }

  @Test
  void aLiteralHasNothingElse() {
    assertThat(picture(TenantPattern.literal("{T}*${a}?"))).isEqualTo("{T}\\*${a}\\?");
  }

  @Test
  void valuesFollowEachOther() {
    TenantPattern both = TenantPattern.glob("a{T}").then(TenantPattern.glob("*{T}"));
    assertThat(picture(both)).isEqualTo("aH|*H");
    assertThat(both.length()).isEqualTo(5);
    assertThat(both.firstHole()).isEqualTo(1);
    assertThat(both.endOfValue(0)).isEqualTo(2);
    assertThat(both.endOfValue(2)).isEqualTo(2);
    assertThat(both.endOfValue(3)).isEqualTo(5);
    assertThat(both.endOfValue(5)).isEqualTo(5);
    assertThat(both.holesBefore(1)).isZero();
    assertThat(both.holesBefore(2)).isEqualTo(1);
    assertThat(both.holesBefore(5)).isEqualTo(2);
    assertThat(picture(both.filled("x-y"))).isEqualTo("ax-y|*x-y");
    assertThat(TenantPattern.glob("a").firstHole()).isEqualTo(-1);
  }

  @Test
  void onlyStarsCanBeEmpty() {
    assertThat(TenantPattern.empty().canBeEmpty()).isTrue();
    assertThat(TenantPattern.any().canBeEmpty()).isTrue();
    assertThat(TenantPattern.arn("**").canBeEmpty()).isTrue();
    assertThat(TenantPattern.glob("*?").canBeEmpty()).isFalse();
    assertThat(TenantPattern.glob("{T}").canBeEmpty()).isFalse();
    assertThat(TenantPattern.glob("a").canBeEmpty()).isFalse();
  }

  private static String picture(TenantPattern pattern) {
    StringBuilder picture = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      int step = pattern.step(i);
      switch (step) {
        case TenantPattern.ONE -> picture.append('?');
        case TenantPattern.STAR -> picture.append('*');
        case TenantPattern.ONE_IN_PART -> picture.append('O');
        case TenantPattern.STAR_IN_PART -> picture.append('S');
        case TenantPattern.HOLE -> picture.append('H');
        case TenantPattern.BREAK -> picture.append('|');
        case '*', '?' -> picture.append('\\').append((char) step);
        default -> picture.append((char) step);
      }
    }
    return picture.toString();
  }
}
