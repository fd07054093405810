package io.leasehold.labs.platform;

import io.leasehold.isolation.hibernate.TenantIsolationCheck;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import java.sql.SQLException;

/** Reads from the live catalogue whether the database keeps tenants apart; refuses a hole. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class RowIsolation {

  @Inject private Databases databases;

  @PersistenceUnit(unitName = "labs")
  private EntityManagerFactory unit;

  void verify() throws SQLException {
    TenantIsolationCheck.of(databases.app(), Migrations.SCHEMA).entities(unit).run().require();
  }
}
