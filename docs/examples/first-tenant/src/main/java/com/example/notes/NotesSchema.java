package com.example.notes;

import io.leasehold.isolation.hibernate.RowSecurity;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The table, made by its owner; the application logs in as another role, {@code notes_app}. */
public final class NotesSchema {

  private NotesSchema() {}

  public static void create(DataSource owner) throws SQLException {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table note (id uuid primary key, tenant_id text not null, text text)");
      statement.execute("create index on note (tenant_id)");
      statement.execute("grant select, insert, update, delete on note to notes_app");
      for (String sql : RowSecurity.enable("note").statements()) {
        statement.execute(sql);
      }
    }
  }
}
