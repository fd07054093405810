package io.leasehold.tenancy.jakarta;

import static io.leasehold.tenancy.jakarta.Fixture.ACME_HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With the guard off: a filter that hears of no changes goes on serving whom it has let in. */
@Tag("mistake-27")
class ShutOutSabotageTest {

  @AfterEach
  void reset() {
    Faucet.reset();
  }

  @Test
  void withoutTheRegisterOfRunningRequestsASuspendedTenantGoesOnReading() throws Exception {
    Faucet.reset();
    TenantFilterSettings settings =
        TenantFilterSettings.defaults().withProtectedPaths("/api", "/faucet");
    try (Fixture fixture = new Fixture(settings);
        OpenAnswer answer =
            OpenAnswer.get(
                fixture.http().port(), "/faucet/async", ACME_HOST, fixture.acmeBearer())) {
      answer.readUntil("drop 1 ");
      fixture.registry.save(fixture.acme.withStatus(TenantStatus.SUSPENDED));
      Faucet.drip();
      answer.readUntil("drop 2 ");
      assertThat(Faucet.refused()).isFalse();
    }
  }
}
