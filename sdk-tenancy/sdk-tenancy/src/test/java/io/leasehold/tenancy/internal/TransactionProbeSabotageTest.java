package io.leasehold.tenancy.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantSwitchInTransactionException;
import io.leasehold.tenancy.Tier;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The probe is what stops the switch: without one it goes through. */
class TransactionProbeSabotageTest {

  private final TenantScope acme =
      new TenantScope.InTenant(Tenant.active(TenantId.of("acme"), Tier.of("basic")));
  private final TenantScope globex =
      new TenantScope.InTenant(Tenant.active(TenantId.of("globex"), Tier.of("basic")));

  @Test
  void withAProbeThatSeesTheTransactionTheSwitchIsRefused() {
    TransactionProbes installed = new TransactionProbes(List.of(() -> false, () -> true));
    assertThatThrownBy(() -> ScopeGate.require(acme, globex, installed))
        .isInstanceOf(TenantSwitchInTransactionException.class);
  }

  @Test
  void withoutOneTheTransactionGoesOnForTheOtherTenant() {
    TransactionProbes none = new TransactionProbes(List.of());
    assertThatCode(() -> ScopeGate.require(acme, globex, none)).doesNotThrowAnyException();
  }
}
