package io.leasehold.isolation.hibernate.placement;

import static io.leasehold.isolation.hibernate.Narayana.REGISTRY;
import static io.leasehold.isolation.hibernate.Narayana.transaction;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.ACME;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.GLOBEX;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.INITECH;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.LAYOUT;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.execute;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.superuser;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.leasehold.isolation.hibernate.Narayana;
import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Places in transactions that a manager ends: Narayana, and Agroal's pools that enlist. */
class JtaPlacesTest {

  private final PlacesDatabase database = new PlacesDatabase();
  private final Map<TenantId, IsolationMode> modes =
      Map.of(
          ACME.id(), IsolationMode.DATABASE,
          GLOBEX.id(), IsolationMode.SCHEMA,
          INITECH.id(), IsolationMode.DATABASE);
  private final TenantPlacements placements =
      tenant -> TenantPlacement.in(modes.get(tenant), tenant);
  private final TenantPools pools =
      TenantPools.builder(JtaPlacesTest::pool)
          .maximumPools(1)
          .waiting(Duration.ofMillis(200))
          .build();
  private final TenantRouting routing =
      TenantRouting.builder(placements, LAYOUT).databases(pools).build();
  private final AgroalDataSource shared = agroal("postgres");
  private final TenantDataSource source = TenantDataSource.around(shared, REGISTRY).routed(routing);

  JtaPlacesTest() {
    for (Tenant tenant : List.of(ACME, GLOBEX, INITECH)) {
      database.places().make(tenant.id(), placements.of(tenant.id()));
    }
  }

  @AfterEach
  void close() {
    routing.close();
    shared.close();
  }

  @Test
  void whatTheManagerCommitsIsInTheTenantsPlace() throws Exception {
    for (Tenant tenant : List.of(ACME, GLOBEX, INITECH)) {
      TenantScopes.call(tenant, () -> transaction(() -> insert(tenant, "kept")));
      assertThatThrownBy(
              () ->
                  TenantScopes.call(
                      tenant,
                      () ->
                          transaction(
                              () -> {
                                insert(tenant, "undone");
                                throw new IllegalStateException("no");
                              })))
          .hasMessage("no");
    }
    assertThat(texts(superuser("postgres"), "select tenant_id || title from t_globex.run"))
        .containsExactly("globexkept");
    for (Tenant tenant : List.of(ACME, INITECH)) {
      assertThat(texts(superuser("t_" + tenant.id()), "select tenant_id || title from labs.run"))
          .containsExactly(tenant.id() + "kept");
    }
  }

  @Test
  void aPoolIsNotClosedUnderATransactionWhoseConnectionIsClosedAlready() throws Exception {
    TenantScopes.call(
        ACME,
        () ->
            transaction(
                () -> {
                  insert(ACME, "kept");
                  // The only pool is in use as long as the transaction is open.
                  CompletableFuture<Boolean> other =
                      CompletableFuture.supplyAsync(JtaPlacesTest.this::initechIsRefused);
                  assertThat(other.join()).isTrue();
                  return null;
                }));
    assertThat(texts(superuser("t_acme"), "select title from labs.run")).containsExactly("kept");
    TenantScopes.call(INITECH, () -> transaction(() -> insert(INITECH, "now")));
    assertThat(pools.tenants()).containsExactly(INITECH.id());
  }

  private boolean initechIsRefused() {
    try {
      TenantScopes.call(INITECH, () -> transaction(() -> insert(INITECH, "early")));
      return false;
    } catch (PoolsExhaustedException e) {
      return true;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Tenant insert(Tenant tenant, String title) throws SQLException {
    try (Connection connection = source.getConnection()) {
      execute(
          connection,
          "insert into run (tenant_id, title) values ('%s', '%s')".formatted(tenant.id(), title));
    }
    return tenant;
  }

  private static TenantPool pool(TenantId tenant, String database) {
    AgroalDataSource opened = agroal(database);
    return new TenantPool() {
      @Override
      public Connection getConnection() throws SQLException {
        return opened.getConnection();
      }

      @Override
      public void close() {
        opened.close();
      }
    };
  }

  private static AgroalDataSource agroal(String database) {
    try {
      return Narayana.pool(
          "jdbc:postgresql://127.0.0.1:%d/%s".formatted(PlacesDatabase.port(), database), 2);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
