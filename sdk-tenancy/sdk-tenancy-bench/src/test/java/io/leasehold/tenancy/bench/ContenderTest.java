package io.leasehold.tenancy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is measured is the real work: each contender lets the right one in, and nobody else. */
class ContenderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"nimbus", "nimbus-jdk64", "leasehold-token", "leasehold", "spring", "smallrye"})
  void aGoodTokenIsAcceptedAndAForgedOneIsNot(String library) throws Exception {
    try (Idp idp = new Idp();
        Contender contender = RequestBenchmark.contender(library, idp, Leasehold.FEW_TOKENS)) {
      assertThat(contender.accept(idp.token(Leasehold.TENANT))).isNotNull();
      String forged = Idp.forged(Leasehold.TENANT);
      assertThatThrownBy(() -> contender.accept(forged)).isInstanceOf(Exception.class);
    }
  }
}
