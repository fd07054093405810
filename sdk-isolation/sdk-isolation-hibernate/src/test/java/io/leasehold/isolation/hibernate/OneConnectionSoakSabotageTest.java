package io.leasehold.isolation.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same soak without the guard: it sees what is then left and whose rows are then read. */
class OneConnectionSoakSabotageTest {

  private final LabsDatabase database = LabsDatabase.isolated();

  @Test
  @Tag("rls-05")
  @Tag("mistake-10")
  void aTenantSetForTheSessionIsFoundOnTheConnectionAndSeenByTheNext() throws Exception {
    LabsDatabase.execute(database.superuser(), "drop schema if exists soak cascade");
    LabsDatabase.execute(database.owner(), SoakEntry.SCHEMA);
    database.isolate("soak.entry");
    try (HikariDataSource pool = database.pool(1);
        Connection superuser = database.superuser().getConnection()) {
      SoakLane lane = SoakLane.jdbc(pool, () -> forTheSession(pool.getConnection()));
      Soak soak = new Soak(lane, superuser, OneConnectionSoakTest.SEED);
      soak.run(200);
      assertThat(soak.wrongs()).containsKeys("TENANT LEFT", "ROWS LEFT", "FOREIGN ROW");
    }
  }

  // Whoever has no tenant sets none, as code does that was written before there were tenants.
  private static Connection forTheSession(Connection connection) throws SQLException {
    Optional<Tenant> tenant = TenantContext.current();
    if (tenant.isPresent()) {
      try (PreparedStatement statement =
          connection.prepareStatement("select set_config('leasehold.tenant', ?, false)")) {
        statement.setString(1, tenant.get().id().value());
        statement.execute();
      }
    }
    return connection;
  }
}
