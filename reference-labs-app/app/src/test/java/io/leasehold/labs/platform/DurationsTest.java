package io.leasehold.labs.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({"500ms,PT0.5S", "2s,PT2S", " 5M ,PT5M", "1h,PT1H", "1d,PT24H", "PT90S,PT1M30S"})
  void peopleWriteDurationsInSeveralWays(String text, Duration expected) {
    assertThat(Durations.parse("x", text)).isEqualTo(expected);
  }

  @Test
  void aMistakeNamesItsSetting() {
    assertThatThrownBy(() -> Durations.parse("labs.heartbeat", "soon"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("labs.heartbeat");
  }
}
