package io.leasehold.tenancy.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import jakarta.enterprise.concurrent.spi.ThreadContextRestorer;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("mistake-14")
class TenantThreadContextProviderTest {

  private final Tenant acme = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  private final Tenant globex = Tenant.active(TenantId.of("globex"), Tier.of("basic"));

  @Test
  void theContainerFindsIt() {
    assertThat(ServiceLoader.load(ThreadContextProvider.class))
        .singleElement()
        .isInstanceOf(TenantThreadContextProvider.class)
        .extracting(ThreadContextProvider::getThreadContextType)
        .isEqualTo("Tenant");
  }

  @Test
  void theCapturedScopeIsEnteredAndTheOldOneComesBack() throws Exception {
    ThreadContextProvider provider = new TenantThreadContextProvider();
    ThreadContextSnapshot captured =
        TenantScopes.call(acme, () -> provider.currentContext(Map.of()));
    TenantScopes.run(
        globex,
        () -> {
          ThreadContextRestorer restorer = captured.begin();
          assertThat(TenantContext.require()).isEqualTo(acme);
          restorer.endContext();
          assertThat(TenantContext.require()).isEqualTo(globex);
        });
  }

  @Test
  @Tag("mistake-15")
  void clearedIsCleared() {
    TenantScopes.run(
        globex,
        () -> {
          ThreadContextRestorer restorer =
              new TenantThreadContextProvider().clearedContext(Map.of()).begin();
          assertThat(TenantContext.scope()).isEmpty();
          restorer.endContext();
          assertThat(TenantContext.require()).isEqualTo(globex);
        });
  }
}
