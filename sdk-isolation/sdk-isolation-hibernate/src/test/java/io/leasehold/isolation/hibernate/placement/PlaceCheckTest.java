package io.leasehold.isolation.hibernate.placement;

import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.ACME;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.GLOBEX;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.INITECH;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.LAYOUT;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.execute;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.superuser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.leasehold.isolation.hibernate.IsolationHole;
import io.leasehold.isolation.hibernate.IsolationReport;
import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.isolation.hibernate.UnsafeConfigurationException;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is looked at before tenants' places are used. */
class PlaceCheckTest {

  private final PlacesDatabase database = new PlacesDatabase();
  private final Map<TenantId, IsolationMode> modes =
      Map.of(
          ACME.id(), IsolationMode.DISCRIMINATOR,
          GLOBEX.id(), IsolationMode.SCHEMA,
          INITECH.id(), IsolationMode.DATABASE);
  private final TenantPlacements placements =
      tenant -> TenantPlacement.in(modes.get(tenant), tenant);
  private final TenantPools pools =
      TenantPools.builder(HikariPools.of(PlacesDatabase::app).connections(1)).build();
  private final TenantRouting routing =
      TenantRouting.builder(placements, LAYOUT).databases(pools).build();
  private final HikariDataSource pool = database.pool(1);
  private final TenantDataSource source = TenantDataSource.around(pool).routed(routing);

  @AfterEach
  void close() {
    routing.close();
    pool.close();
  }

  @Test
  void everyPlaceIsChecked() throws Exception {
    execute(superuser("postgres"), "revoke temporary on database postgres from public");
    for (Tenant tenant : List.of(ACME, GLOBEX, INITECH)) {
      database.places().make(tenant.id(), placements.of(tenant.id()));
    }
    try (SessionFactory unit = unit(Run.class)) {
      PlaceCheck check = PlaceCheck.of(routing, pool).like(each -> each.entities(unit));
      for (Tenant tenant : List.of(ACME, GLOBEX, INITECH)) {
        IsolationReport report = check.run(tenant.id());
        assertThat(report.findings()).as(report.text()).isEmpty();
      }
      assertThat(check.run(GLOBEX.id()).tables())
          .containsExactlyInAnyOrder("common.audit", "t_globex.run");
      execute(superuser("postgres"), "alter table t_globex.run no force row level security");
      execute(superuser("t_initech"), "grant truncate on labs.run to labs_app");
      assertThat(check.run(ACME.id()).holds()).isTrue();
      assertThat(check.run(GLOBEX.id()).errors())
          .extracting(finding -> finding.hole())
          .containsExactly(IsolationHole.NOT_FORCED);
      assertThat(check.run(INITECH.id()).errors())
          .extracting(finding -> finding.hole())
          .containsExactly(IsolationHole.MAY_TRUNCATE);
    }
  }

  @Entity(name = "Qualified")
  @Table(name = "run", schema = "labs")
  static class Qualified {
    @Id UUID id;
    @org.hibernate.annotations.TenantId String tenant_id;
  }

  @Test
  void aUnitThatNamesTheSharedSchemaDoesNotStart() {
    assertThatThrownBy(() -> unit(Qualified.class))
        .hasRootCauseInstanceOf(UnsafeConfigurationException.class)
        .rootCause()
        .hasMessageContaining("labs.run");
  }

  @Test
  void aUnitWithADefaultSchemaDoesNotStart() {
    assertThatThrownBy(
            () ->
                configuration(Run.class)
                    .property("hibernate.default_schema", "labs")
                    .createEntityManagerFactory())
        .hasRootCauseInstanceOf(UnsafeConfigurationException.class);
  }

  private SessionFactory unit(Class<?> entity) {
    return configuration(entity).createEntityManagerFactory().unwrap(SessionFactory.class);
  }

  private PersistenceConfiguration configuration(Class<?> entity) {
    return new PersistenceConfiguration("labs")
        .property("jakarta.persistence.nonJtaDataSource", source)
        .managedClass(entity);
  }
}
