package com.example.notes;

import static com.example.notes.Tenants.ACME;
import static com.example.notes.Tenants.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.TenantScopes;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One entity on a real PostgreSQL. */
class NotesTest {

  private static EmbeddedPostgres postgres;
  private static Notes notes;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    try (Connection admin = postgres.getPostgresDatabase().getConnection();
        var statement = admin.createStatement()) {
      statement.execute("create role notes_app login");
    }
    NotesSchema.create(postgres.getPostgresDatabase());
    notes = new Notes(postgres.getDatabase("notes_app", "postgres"));
  }

  @AfterAll
  static void stop() throws Exception {
    notes.close();
    postgres.close();
  }

  @Test
  void aTenantReadsItsOwnNotesOnly() throws Exception {
    UUID secret = TenantScopes.call(GLOBEX, () -> notes.add("globex's secret"));
    TenantScopes.run(
        ACME,
        () -> {
          notes.add("acme's note");
          assertThat(notes.all()).isEqualTo(List.of("acme's note"));
          assertThat(notes.allByNativeSql()).isEqualTo(List.of("acme's note"));
          assertThat(notes.exists(secret)).isFalse();
        });
  }

  @Test
  void withoutATenantThereIsNothingToRead() {
    assertThatThrownBy(notes::all).isInstanceOf(TenantRequiredException.class);
  }
}
