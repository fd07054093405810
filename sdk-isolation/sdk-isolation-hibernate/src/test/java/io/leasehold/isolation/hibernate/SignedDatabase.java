package io.leasehold.isolation.hibernate;

import java.sql.Connection;
import java.sql.SQLException;

/** The labs, with row security that believes proofs only. */
final class SignedDatabase {

  static final TenantSigningKey KEY = TenantSigningKey.random("first");

  final LabsDatabase labs = LabsDatabase.bare();

  SignedDatabase() {
    LabsDatabase.execute(
        labs.owner(), "drop schema if exists leasehold_signed cascade;" + SignedTenants.script());
    for (String table : new String[] {"labs.lab_run", "labs.note"}) {
      LabsDatabase.execute(
          labs.owner(), RowSecurity.enable(table).tenant(SignedTenants.EXPRESSION).script());
    }
    // An attacker has what PostgreSQL gives to everybody.
    labs.allowTemporaryTables();
    install(KEY);
  }

  void install(TenantSigningKey key) {
    try (Connection connection = labs.owner().getConnection()) {
      key.install(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
