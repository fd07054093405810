package io.leasehold.labs.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColorTest {

  @Test
  void contrastIsThatOfTheStandard() {
    assertThat(Color.BLACK.contrast(Color.WHITE)).isCloseTo(21, within(0.001));
    assertThat(Color.parse("#767676").contrast(Color.WHITE)).isCloseTo(4.54, within(0.01));
    assertThat(Color.parse("#ffd400").contrast(Color.WHITE)).isCloseTo(1.43, within(0.01));
  }

  @Test
  void aColourIsWrittenAsItWasRead() {
    assertThat(Color.parse("#0b5cad")).hasToString("#0b5cad");
  }

  @Test
  void aColourMovesNoFurtherThanItMust() {
    Color dark = Color.parse("#8b1a1a");

    assertThat(dark.until(4.5, Color.WHITE, Color.BLACK)).isEqualTo(dark);
    assertThat(Color.parse("#ffd400").until(4.5, Color.WHITE, Color.BLACK).contrast(Color.WHITE))
        .isBetween(4.5, 5.2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"red", "#fff", "#FFFFFF", "#12345g", "#1234567", "", "url(x)", "#000000;}"})
  void whatIsNoColourIsRefused(String text) {
    assertThatThrownBy(() -> Color.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
