package io.leasehold.tenancy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantPageTest {

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1001})
  void aPageSizeOutOfRangeIsRefused(int size) {
    assertThatThrownBy(() -> TenantPage.first(size))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1000");
  }
}
