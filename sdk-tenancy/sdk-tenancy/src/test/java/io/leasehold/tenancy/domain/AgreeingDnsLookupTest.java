package io.leasehold.tenancy.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.domain.DnsAnswer.Cause;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("mistake-21")
class AgreeingDnsLookupTest {

  private static final DnsAnswer PROOF = new DnsAnswer.Found(List.of("proof"));
  private static final DnsAnswer MORE = new DnsAnswer.Found(List.of("other", "proof"));
  private static final DnsAnswer OTHER = new DnsAnswer.Found(List.of("other"));
  private static final DnsAnswer NAME = new DnsAnswer.NoSuchName();
  private static final DnsAnswer RECORD = new DnsAnswer.NoRecord();
  private static final DnsAnswer ALIAS = new DnsAnswer.Alias("x.example.net");
  private static final DnsAnswer DOWN = new DnsAnswer.Unavailable(Cause.TIMEOUT);
  private static final DnsAnswer APART = new DnsAnswer.Unavailable(Cause.DISAGREEMENT);

  static Stream<Arguments> pairs() {
    return Stream.of(
        Arguments.of(PROOF, PROOF, PROOF),
        Arguments.of(PROOF, MORE, PROOF),
        Arguments.of(PROOF, OTHER, APART),
        Arguments.of(PROOF, NAME, APART),
        Arguments.of(PROOF, ALIAS, APART),
        Arguments.of(PROOF, DOWN, DOWN),
        Arguments.of(NAME, NAME, NAME),
        Arguments.of(NAME, RECORD, NAME),
        Arguments.of(NAME, DOWN, DOWN));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void onlyWhatBothSayIsBelieved(DnsAnswer one, DnsAnswer other, DnsAnswer together) {
    assertThat(AgreeingDnsLookup.of(name -> one, name -> other).txt("n")).isEqualTo(together);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void theOrderMakesNoDifferenceToWhetherThereIsAProof(
      DnsAnswer one, DnsAnswer other, DnsAnswer together) {
    DnsAnswer turned = AgreeingDnsLookup.of(name -> other, name -> one).txt("n");
    assertThat(turned.getClass())
        .isIn(together.getClass(), together.equals(NAME) ? RECORD.getClass() : null);
  }

  @Test
  void oneOfThreeWhoIsPoisonedProvesNothing() {
    AgreeingDnsLookup lookup = AgreeingDnsLookup.of(n -> NAME, n -> PROOF, n -> NAME);
    assertThat(lookup.txt("n")).isEqualTo(APART);
  }

  @Test
  void oneAloneIsNoAgreement() {
    assertThatThrownBy(() -> AgreeingDnsLookup.of(n -> PROOF))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
