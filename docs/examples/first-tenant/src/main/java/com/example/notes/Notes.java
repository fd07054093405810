package com.example.notes;

import io.leasehold.isolation.hibernate.TenantIsolationCheck;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** The notes of whatever tenant is in scope. Nothing here speaks of tenants. */
public final class Notes implements AutoCloseable {

  private final EntityManagerFactory entities;

  public Notes(DataSource app) throws SQLException {
    entities =
        new PersistenceConfiguration("notes")
            .property("jakarta.persistence.nonJtaDataSource", app)
            .managedClass(Note.class)
            .createEntityManagerFactory();
    // Do not start with a hole: a wrong role, a forgotten table, a policy that is too wide.
    TenantIsolationCheck.of(app, "public").entities(entities).run().require();
  }

  public UUID add(String text) {
    return entities.callInTransaction(
        session -> {
          Note note = new Note(text);
          session.persist(note);
          return note.id();
        });
  }

  public List<String> all() {
    return entities.callInTransaction(
        session -> session.createQuery("select text from Note", String.class).getResultList());
  }

  /** By SQL of its own, past Hibernate's filter: row security still holds. */
  public List<?> allByNativeSql() {
    return entities.callInTransaction(
        session -> session.createNativeQuery("select text from note").getResultList());
  }

  public boolean exists(UUID id) {
    return entities.callInTransaction(session -> session.find(Note.class, id) != null);
  }

  @Override
  public void close() {
    entities.close();
  }
}
