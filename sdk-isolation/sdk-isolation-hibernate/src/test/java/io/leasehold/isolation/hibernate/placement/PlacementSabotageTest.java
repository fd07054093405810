package io.leasehold.isolation.hibernate.placement;

import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.ACME;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.GLOBEX;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.LAYOUT;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.add;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.app;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.execute;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.superuser;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The guards of places, switched off one by one: then the attack succeeds. */
class PlacementSabotageTest {

  private final PlacesDatabase database = new PlacesDatabase();
  private final Set<Tenant> siloed = Set.of(GLOBEX);
  private final TenantPlacements placements =
      tenant ->
          TenantPlacement.in(
              siloed.stream().anyMatch(one -> one.id().equals(tenant))
                  ? IsolationMode.SCHEMA
                  : IsolationMode.DISCRIMINATOR,
              tenant);
  private final HikariDataSource pool = database.pool(1);
  private final TenantDataSource source =
      TenantDataSource.around(pool).routed(TenantRouting.builder(placements, LAYOUT).build());

  PlacementSabotageTest() {
    database.places().make(GLOBEX.id(), placements.of(GLOBEX.id()));
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void withoutRowSecurityASchemaOfOnesOwnIsReadByItsName() throws Exception {
    add(GLOBEX, source, "secret of globex");
    execute(superuser("postgres"), "alter table t_globex.run disable row level security");
    assertThat(texts(ACME, source, "select title from t_globex.run"))
        .containsExactly("secret of globex");
  }

  @Test
  void withoutThePlacesConstraintARowIsPlantedInAnothersSchema() throws Exception {
    execute(superuser("postgres"), "alter table t_globex.run drop constraint leasehold_place");
    execute(ACME, source, "insert into t_globex.run (tenant_id, title) values ('acme', 'planted')");
    assertThat(texts(superuser("postgres"), "select title from t_globex.run"))
        .containsExactly("planted");
  }

  @Test
  void withTheSharedSchemaInThePathALostTableIsTheSharedOne() throws Exception {
    execute(superuser("postgres"), "drop table t_globex.run");
    // As a search path of the usual kind has it.
    try (Connection naive = app("postgres").getConnection()) {
      execute(naive, "set search_path = t_globex, labs; set leasehold.tenant = 'globex'");
      execute(naive, "insert into run (tenant_id, title) values ('globex', 'misplaced')");
    }
    assertThat(texts(superuser("postgres"), "select title from labs.run"))
        .containsExactly("misplaced");
  }

  @Test
  @Tag("mistake-10")
  void withASearchPathOfTheSessionTheNextTenantIsInTheSameSchema() throws Exception {
    execute(pool, "set search_path = t_globex, pg_temp");
    assertThat(texts(pool, "select 'run'::regclass::oid = 't_globex.run'::regclass"))
        .containsExactly("t");
    // The data source says it anew for each transaction, so what was left does not matter.
    add(ACME, source, "of acme");
    assertThat(texts(superuser("postgres"), "select title from labs.run"))
        .containsExactly("of acme");
  }

  @Test
  void withTemporaryTablesFirstARowGoesAstray() throws Exception {
    try (Connection naive = app("postgres").getConnection()) {
      execute(naive, "create temporary table run (tenant_id text, title text)");
      execute(naive, "set search_path = labs");
      execute(naive, "insert into run values ('acme', 'astray')");
      assertThat(texts(naive, "select title from run")).containsExactly("astray");
    }
    assertThat(texts(superuser("postgres"), "select title from labs.run")).isEmpty();
  }

  @Test
  @Tag("mistake-25")
  void withoutTheRegistryAnybodyWithANameGetsAPool() throws Exception {
    CountedPools counted = new CountedPools();
    try (TenantRouting open =
        TenantRouting.builder(tenant -> TenantPlacement.in(IsolationMode.DATABASE, tenant), LAYOUT)
            .databases(TenantPools.builder(counted).build())
            .build()) {
      TenantDataSource unguarded = TenantDataSource.around(pool).routed(open);
      Tenant stranger = Tenant.active(TenantId.of("stranger"), Tier.of("basic"));
      try (Connection connection = TenantScopes.call(stranger, unguarded::getConnection)) {
        assertThat(connection).isNotNull();
      }
      assertThat(counted.opened).isEqualTo(List.of("t_stranger"));
    }
  }
}
