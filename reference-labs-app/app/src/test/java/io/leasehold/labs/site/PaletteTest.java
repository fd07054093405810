package io.leasehold.labs.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PaletteTest {

  private static final Color LIGHT_PAGE = Color.parse("#f2f2f2");
  private static final Color DARK_CARD = Color.parse("#383838");
  private static final Color DARK_PAGE = Color.parse("#1f1f1f");

  static Stream<Color> brands() {
    Random random = new Random(20261123);
    Stream<Color> named =
        Stream.of("#8b1a1a", "#ffd400", "#0b5cad", "#000000", "#ffffff", "#777777", "#00ff00")
            .map(Color::parse);
    Stream<Color> any =
        Stream.generate(
                () -> new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256)))
            .limit(500);
    return Stream.concat(named, any);
  }

  @ParameterizedTest
  @MethodSource("brands")
  void onLightEverythingCanBeRead(Color brand) {
    Palette palette = Palette.onLight(brand);

    assertThat(palette.onFill().contrast(palette.fill())).isGreaterThanOrEqualTo(4.5);
    assertThat(palette.onFill().contrast(palette.fillHover())).isGreaterThanOrEqualTo(4.5);
    assertThat(palette.onFill().contrast(palette.fillPressed())).isGreaterThanOrEqualTo(4.5);
    assertThat(palette.text().contrast(LIGHT_PAGE)).isGreaterThanOrEqualTo(4.5);
    assertThat(palette.text().contrast(Color.WHITE)).isGreaterThanOrEqualTo(4.5);
    assertThat(palette.textHover().contrast(LIGHT_PAGE)).isGreaterThanOrEqualTo(4.5);
    assertThat(palette.line().contrast(LIGHT_PAGE)).isGreaterThanOrEqualTo(3.0);
  }

  @ParameterizedTest
  @MethodSource("brands")
  void onDarkEverythingCanBeRead(Color brand) {
    Palette palette = Palette.onDark(brand);

    assertThat(palette.onFill().contrast(palette.fill())).isGreaterThanOrEqualTo(4.5);
    assertThat(palette.onFill().contrast(palette.fillHover())).isGreaterThanOrEqualTo(4.5);
    assertThat(palette.text().contrast(DARK_CARD)).isGreaterThanOrEqualTo(4.5);
    assertThat(palette.text().contrast(DARK_PAGE)).isGreaterThanOrEqualTo(4.5);
    assertThat(palette.textHover().contrast(DARK_CARD)).isGreaterThanOrEqualTo(4.5);
    assertThat(palette.line().contrast(DARK_CARD)).isGreaterThanOrEqualTo(3.0);
    assertThat(palette.fill().contrast(DARK_PAGE)).isGreaterThanOrEqualTo(3.0);
  }
}
