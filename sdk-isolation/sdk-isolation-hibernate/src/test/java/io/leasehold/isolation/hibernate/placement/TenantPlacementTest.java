package io.leasehold.isolation.hibernate.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.hibernate.placement.TenantPlacement.OwnDatabase;
import io.leasehold.isolation.hibernate.placement.TenantPlacement.OwnSchema;
import io.leasehold.isolation.hibernate.placement.TenantPlacement.Shared;
import io.leasehold.tenancy.TenantId;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TenantPlacementTest {

  @ParameterizedTest
  @EnumSource
  void aPlaceSaysItsMode(IsolationMode mode) {
    assertThat(TenantPlacement.in(mode, TenantId.of("acme")).mode()).isEqualTo(mode);
  }

  @Test
  void aPlaceIsNamedByTheIdAlone() {
    assertThat(TenantPlacement.in(IsolationMode.DISCRIMINATOR, TenantId.of("a-b")))
        .isEqualTo(new Shared());
    assertThat(TenantPlacement.in(IsolationMode.SCHEMA, TenantId.of("a-b")))
        .isEqualTo(new OwnSchema("t_a_b"));
    assertThat(TenantPlacement.in(IsolationMode.DATABASE, TenantId.of("0a")))
        .isEqualTo(new OwnDatabase("t_0a"));
  }

  @Test
  void noTwoTenantsHaveOneName() {
    Random random = new Random(7);
    Set<String> ids = new HashSet<>(List.of("a-b", "a--b", "ab", "t-a", "a", "b-a"));
    while (ids.size() < 2_000) {
      StringBuilder id = new StringBuilder("x");
      random.ints(random.nextInt(6), 0, 4).forEach(c -> id.append("ab-0".charAt(c)));
      ids.add(id.append(random.nextInt(10)).toString());
    }
    assertThat(ids.stream().map(TenantId::of).map(TenantPlacement::nameOf))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("t_[a-z0-9_]+"));
  }

  @Test
  void aNameIsNeverCutOff() {
    assertThat(TenantPlacement.nameOf(TenantId.of("a".repeat(61)))).hasSize(63);
    TenantId longest = TenantId.of("a".repeat(62));
    assertThatThrownBy(() -> TenantPlacement.in(IsolationMode.SCHEMA, longest))
        .isInstanceOfSatisfying(
            PlaceNameTooLongException.class, e -> assertThat(e.code()).isEqualTo("LH-ISO-306"));
    assertThat(TenantPlacement.in(IsolationMode.DISCRIMINATOR, longest)).isEqualTo(new Shared());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "T", "a b", "a\"b", "a;drop", "1a", "a.b", "ä"})
  void otherNamesAreRefused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new OwnSchema(name));
    assertThatIllegalArgumentException().isThrownBy(() -> new OwnDatabase(name));
  }
}
