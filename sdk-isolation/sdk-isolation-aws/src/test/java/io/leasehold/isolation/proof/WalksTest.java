package io.leasehold.isolation.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WalksTest {

  @ParameterizedTest
  @CsvSource({"0, 0, 0, 0, 0", "1, 2, 3, 1, 4", "1048575, 2, 1048575, 2, 511", "5, 0, 0, 2, 260"})
  void aPlaceIsReadBackAsItWasWritten(int p, int inP, int t, int inT, int tenants) {
    long place = Walks.place(p, inP, t, inT, tenants);
    assertThat(Walks.p(place)).isEqualTo(p);
    assertThat(Walks.inP(place)).isEqualTo(inP);
    assertThat(Walks.t(place)).isEqualTo(t);
    assertThat(Walks.inT(place)).isEqualTo(inT);
    assertThat(Walks.tenants(place)).isEqualTo(tenants);
  }

  @Test
  void eachPlaceIsReachedOnceHoweverManyThereAre() {
    Walks walks = new Walks();
    for (int i = 0; i < 5_000; i++) {
      assertThat(walks.add(Walks.place(i, 0, 5_000 - i, 1, i % 3), i - 1, 'x', i % 4)).isTrue();
      assertThat(walks.add(Walks.place(i / 2, 0, 5_000 - i / 2, 1, i / 2 % 3), -1, 'y', 0))
          .isFalse();
    }
    assertThat(walks.size()).isEqualTo(5_000);
    assertThat(walks.place(4_321)).isEqualTo(Walks.place(4_321, 0, 679, 1, 1));
  }

  @Test
  void theWayIsReadByWhoeverReadIt() {
    Walks walks = new Walks();
    walks.add(Walks.place(0, 0, 0, 0, 0), -1, '!', 0);
    walks.add(Walks.place(1, 0, 0, 0, 0), 0, 'a', Walks.ATTACKER);
    walks.add(Walks.place(2, 0, 0, 0, 0), 1, 'b', Walks.ATTACKER | Walks.VICTIM);
    walks.add(Walks.place(3, 0, 0, 0, 0), 0, 'x', 0);
    walks.add(Walks.place(4, 0, 0, 0, 0), 2, 'c', Walks.VICTIM);
    assertThat(walks.read(4, Walks.ANYBODY)).isEqualTo("abc");
    assertThat(walks.read(4, Walks.ATTACKER)).isEqualTo("ab");
    assertThat(walks.read(4, Walks.VICTIM)).isEqualTo("bc");
    assertThat(walks.read(3, Walks.ANYBODY)).isEqualTo("x");
    assertThat(walks.read(0, Walks.ANYBODY)).isEmpty();
  }
}
