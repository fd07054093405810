package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantScopes;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.junit.jupiter.api.Test;

/** Both locks are on, and Hibernate's memory is not asked about. */
class KeptSessionSabotageTest {

  private final LabsDatabase database = LabsDatabase.isolated();

  @Test
  void withoutTheGuardAKeptSessionHandsOutWhatItHasInMemory() throws Exception {
    Map<String, Object> settings =
        Map.of(
            "leasehold.isolation",
            "none",
            AvailableSettings.MULTI_TENANT_IDENTIFIER_RESOLVER,
            new TenantInScope());
    try (Unit unit =
            Unit.of(
                TenantDataSource.around(database.app()).startingUntil(() -> false),
                settings,
                LabRun.class);
        Session ofGlobex = TenantScopes.call(GLOBEX, unit.factory::openSession)) {
      TenantScopes.run(
          GLOBEX,
          () -> {
            ofGlobex.beginTransaction();
            assertThat(ofGlobex.find(LabRun.class, 3L)).isNotNull();
            ofGlobex.getTransaction().commit();
          });
      LabRun stolen = TenantScopes.call(ACME, () -> ofGlobex.find(LabRun.class, 3L));
      assertThat(stolen.title()).isEqualTo("VPC");
      List<LabRun> many =
          TenantScopes.call(ACME, () -> ofGlobex.findMultiple(LabRun.class, List.of(3L)));
      assertThat(many).containsExactly(stolen);
    }
  }

  private static final class TenantInScope implements CurrentTenantIdentifierResolver<String> {

    @Override
    public String resolveCurrentTenantIdentifier() {
      return TenantContext.require().id().value();
    }

    @Override
    public boolean validateExistingCurrentSessions() {
      return true;
    }
  }
}
