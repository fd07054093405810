package io.leasehold.tenancy;

import static io.leasehold.tenancy.TenantStatus.ACTIVE;
import static io.leasehold.tenancy.TenantStatus.DELETED;
import static io.leasehold.tenancy.TenantStatus.OFFBOARDING;
import static io.leasehold.tenancy.TenantStatus.PROVISIONING;
import static io.leasehold.tenancy.TenantStatus.READ_ONLY;
import static io.leasehold.tenancy.TenantStatus.SUSPENDED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TenantStatusTest {

  @Test
  void theWayFromOneStatusToTheNextIsThisAndNoOther() {
    assertThat(next(PROVISIONING)).containsExactly(ACTIVE, OFFBOARDING);
    assertThat(next(ACTIVE)).containsExactly(READ_ONLY, SUSPENDED, OFFBOARDING);
    assertThat(next(READ_ONLY)).containsExactly(ACTIVE, SUSPENDED, OFFBOARDING);
    assertThat(next(SUSPENDED)).containsExactly(ACTIVE, READ_ONLY, OFFBOARDING);
    assertThat(next(OFFBOARDING)).containsExactly(DELETED);
    assertThat(next(DELETED)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void eachStatusMayBeGivenAgain(TenantStatus status) {
    assertThat(status.mayBecome(status)).isTrue();
  }

  @Test
  void onlyAnActiveTenantWritesAndAReadOnlyOneStillEnters() {
    assertThat(TenantStatus.values()).filteredOn(TenantStatus::admitsWrites).containsOnly(ACTIVE);
    assertThat(TenantStatus.values())
        .filteredOn(TenantStatus::admits)
        .containsOnly(ACTIVE, READ_ONLY);
  }

  private static TenantStatus[] next(TenantStatus status) {
    return Arrays.stream(TenantStatus.values())
        .filter(other -> other != status && status.mayBecome(other))
        .toArray(TenantStatus[]::new);
  }
}
