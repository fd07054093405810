package io.leasehold.isolation.testkit.data;

import io.leasehold.tenancy.Tenant;
import jakarta.persistence.EntityManagerFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows that one tenant gets at one time. Used by one thread, while the seed runs. */
public final class Seeding {

  private final Tenant tenant;
  private final String marker;
  private final @Nullable EntityManagerFactory unit;
  private final Map<String, Object> named = new LinkedHashMap<>();

  Seeding(Tenant tenant, String marker, @Nullable EntityManagerFactory unit) {
    this.tenant = tenant;
    this.marker = marker;
    this.unit = unit;
  }

  /** Who gets the rows; the scope is already this tenant's. */
  public Tenant tenant() {
    return tenant;
  }

  /**
   * A text that is in no other row: put it into each. It has 28 characters out of a-z, 0-9 and '-',
   * and may be part of a longer text.
   */
  public String marker() {
    return marker;
  }

  /**
   * Stores an entity, in a transaction of its own.
   *
   * @throws IllegalStateException if there is no persistence unit
   */
  public <T> T persist(T entity) {
    if (unit == null) {
      throw new IllegalStateException(
          "there is no persistence unit to store it: use your own code");
    }
    unit.runInTransaction(session -> session.persist(entity));
    return entity;
  }

  /**
   * Says what parameters of this name are to be given, such as an id that is in no table.
   *
   * @param name of parameters
   * @param value that belongs to this tenant only
   */
  public void known(String name, Object value) {
    named.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
  }

  Map<String, Object> named() {
    return named;
  }
}
