package io.leasehold.tenancy.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantScope;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That the opaque id is logged, not a text somebody chose, is what stops the attack. */
@Tag("mistake-20")
class LogContextSabotageTest {

  // What a tenant's administrator may type as the name of the company.
  private final Tenant attacker =
      Workplace.tenant("t-9").withName("x] INFO ok\n[t-1] ERROR payment refused, call 555-0100");

  @Test
  void withTheIdTheNameIsNowhere() {
    assertThat(logOf(new TenantLogContext())).containsExactly("[t-9] INFO hello");
  }

  @Test
  void withTheNameInItsPlaceTheTenantWritesLinesOfAnother() {
    assertThat(logOf(new TenantLogContext(Tenant::name)))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("[t-1] ERROR payment refused, call 555-0100");
  }

  private List<String> logOf(TenantLogContext context) {
    TenantScope scope = new TenantScope.InTenant(attacker);
    try (LogLines log = new LogLines()) {
      context.moved(null, scope);
      log.info("hello");
      context.moved(scope, null);
      return log.lines();
    }
  }
}
