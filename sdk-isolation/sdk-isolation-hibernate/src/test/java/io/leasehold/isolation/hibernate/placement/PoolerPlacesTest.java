package io.leasehold.isolation.hibernate.placement;

import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.ACME;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.GLOBEX;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.INITECH;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.LAYOUT;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.add;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.execute;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.hibernate.PgBouncer;
import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantScopes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Tenants in schemas whose connections are shared by others, behind a pooler or not. */
class PoolerPlacesTest {

  private static final List<Tenant> TENANTS = List.of(ACME, GLOBEX, INITECH);

  private final PlacesDatabase database = new PlacesDatabase();
  private final TenantPlacements placements =
      tenant ->
          TenantPlacement.in(
              tenant.equals(ACME.id()) ? IsolationMode.DISCRIMINATOR : IsolationMode.SCHEMA,
              tenant);

  PoolerPlacesTest() throws Exception {
    DataSource direct = routed(PlacesDatabase.app("postgres"));
    for (Tenant tenant : TENANTS) {
      database.places().make(tenant.id(), placements.of(tenant.id()));
      add(tenant, direct, "of " + tenant.id());
    }
  }

  private TenantDataSource routed(DataSource source) {
    return TenantDataSource.around(source)
        .routed(TenantRouting.builder(placements, LAYOUT).build());
  }

  @Test
  @Tag("mistake-10")
  void clientsOfAPoolerByTransactionAreEachInTheirSchema() throws Exception {
    try (PgBouncer pooler = PgBouncer.start(PlacesDatabase.port(), "transaction")) {
      TenantDataSource source = routed(pooler.app());
      try (Connection first = source.getConnection();
          Connection second = source.getConnection()) {
        first.setAutoCommit(false);
        second.setAutoCommit(false);
        for (int round = 0; round < 20; round++) {
          Tenant one = TENANTS.get(round % 3);
          Tenant other = TENANTS.get((round + 1) % 3);
          assertThat(rows(one, first)).containsExactly("of " + one.id());
          first.commit();
          assertThat(rows(other, second)).containsExactly("of " + other.id());
          second.commit();
        }
      }
    }
  }

  @Test
  @Tag("mistake-10")
  void aSearchPathOfTheSessionIsTheNextClientsToo() throws Exception {
    // Why it has to be set for the transaction: here nobody does.
    try (PgBouncer pooler = PgBouncer.start(PlacesDatabase.port(), "transaction");
        Connection first = pooler.app().getConnection();
        Connection second = pooler.app().getConnection()) {
      execute(first, "set search_path = t_globex");
      assertThat(texts(second, "select 'run'::regclass::oid = 't_globex.run'::regclass"))
          .containsExactly("t");
    }
  }

  @Test
  void aStatementThatPostgresKeepsPreparedFollowsTheTenant() throws Exception {
    PGSimpleDataSource prepares = (PGSimpleDataSource) PlacesDatabase.app("postgres");
    prepares.setPrepareThreshold(1);
    try (Connection one = routed(prepares).getConnection()) {
      one.setAutoCommit(false);
      for (int round = 0; round < 30; round++) {
        Tenant tenant = TENANTS.get(round % 3);
        assertThat(rows(tenant, one)).containsExactly("of " + tenant.id());
        one.commit();
      }
    }
  }

  /** By a statement that tells the tenant itself, and by one that follows. */
  private static List<String> rows(Tenant tenant, Connection connection) throws Exception {
    return TenantScopes.call(
        tenant,
        () -> {
          List<String> first = query(connection);
          assertThat(query(connection)).isEqualTo(first);
          return first;
        });
  }

  private static List<String> query(Connection connection) throws Exception {
    try (PreparedStatement statement =
        connection.prepareStatement("select title from run where title like ?"); ) {
      statement.setString(1, "of %");
      List<String> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
      return found;
    }
  }
}
