package io.leasehold.labs.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LearnerTest {

  @Test
  void thePseudonymIsStableAndSaysNothing() {
    assertThat(Learner.of("https://a", "ada"))
        .isEqualTo(Learner.of("https://a", "ada"))
        .asString()
        .doesNotContain("ada");
  }

  @Test
  void theSameSubjectOfTwoIssuersIsTwoLearners() {
    assertThat(Learner.of("https://a", "ada")).isNotEqualTo(Learner.of("https://b", "ada"));
    assertThat(Learner.of("a\nb", "c")).isEqualTo(Learner.of("a\nb", "c"));
  }

  @Test
  void onlyAPseudonymIsALearner() {
    assertThatThrownBy(() -> new Learner("ada")).isInstanceOf(IllegalArgumentException.class);
  }
}
