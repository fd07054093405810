package io.leasehold.isolation.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The prover next to trying: random policies and possessions in a world so small that every request
 * can be tried. What trying finds the prover must not call isolated, and what the prover shows must
 * be one tenant's request for another's data.
 */
class ProverDifferentialTest {

  // What nobody speaks of is not proved; here all the rest belongs to nobody.
  private static final Ownership NOBODYS =
      new Ownership(
          "s",
          List.of(new ForeignRequest(List.of(), "arn:aws:s:::*", Map.of())),
          new ForeignRequest(List.of(), "arn:aws:s:none::none", Map.of()));

  private static final int SEEDS = Boolean.getBoolean("leasehold.long") ? 200 : 8;
  private static final int TEMPLATES = 15;

  @ParameterizedTest
  @MethodSource("seeds")
  void whatTryingFindsIsNotCalledIsolated(long seed) {
    RandomTemplates random = new RandomTemplates(new Random(seed));
    for (int i = 0; i < TEMPLATES; i++) {
      PolicyTemplate template = random.template();
      Ownership ownership = random.ownership();
      Proof proof = IsolationProver.prove(template, List.of(ownership, NOBODYS));
      if (proof instanceof Proof.Isolated) {
        assertThat(SmallWorld.leak(template, ownership))
            .as(template.json() + " " + ownership)
            .isEmpty();
      } else if (proof instanceof Proof.Leaks leak) {
        assertThat(leak.attacker()).isNotEqualTo(leak.victim());
        assertThat(Suspicion.decide(template, leak.attacker(), leak.request()).allowed()).isTrue();
        assertThat(SmallWorld.touches(template, ownership, leak.victim(), leak.request()))
            .as(leak + " touches by " + ownership)
            .isTrue();
      }
    }
  }

  @Test
  void mostOfThemAreDecidedAndOfEachKindThereAreMany() {
    RandomTemplates random = new RandomTemplates(new Random(1));
    int isolated = 0;
    int leaks = 0;
    for (int i = 0; i < 1_000; i++) {
      Proof proof = IsolationProver.prove(random.template(), List.of(random.ownership(), NOBODYS));
      isolated += proof instanceof Proof.Isolated ? 1 : 0;
      leaks += proof instanceof Proof.Leaks ? 1 : 0;
    }
    assertThat(isolated).isGreaterThan(150);
    assertThat(leaks).isGreaterThan(150);
    assertThat(isolated + leaks).isGreaterThan(700);
  }

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }
}
