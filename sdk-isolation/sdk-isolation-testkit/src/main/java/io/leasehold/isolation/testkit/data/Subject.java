package io.leasehold.isolation.testkit.data;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.Tier;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** What the arguments of a call are about: rows of a tenant, or rows that do not exist. */
final class Subject implements KnownRows {

  /** The tenant that nobody is. */
  static final Tenant NOBODY = Tenant.active(TenantId.of("tck-nobody"), Tier.of("tck"));

  private final Tenant owner;
  private final String marker;
  private final List<Row> rows;
  private final Map<String, Object> named;
  private final Subject origin;
  private final Map<Object, Object> renamed = new HashMap<>();

  private Subject(
      Tenant owner, String marker, List<Row> rows, Map<String, Object> named, Subject origin) {
    this.owner = owner;
    this.marker = marker;
    this.rows = rows;
    this.named = named;
    this.origin = origin;
  }

  @SuppressWarnings("NullAway") // It is its own origin.
  private Subject(Tenant owner, String marker, List<Row> rows, Map<String, Object> named) {
    this.owner = owner;
    this.marker = marker;
    this.rows = rows;
    this.named = named;
    this.origin = this;
  }

  /** Rows that a seed has left. */
  static Subject of(Tenant owner, String marker, List<Row> rows, Map<String, Object> named) {
    return new Subject(owner, marker, List.copyOf(rows), Map.copyOf(named));
  }

  /** The same with ids and texts that nobody has. */
  Subject thatIsNot() {
    return new Subject(
        NOBODY,
        marker.substring(0, marker.length() - 8) + UUID.randomUUID().toString().substring(0, 8),
        rows,
        named,
        this);
  }

  boolean exists() {
    return origin == this;
  }

  /** The rows that there really are. */
  Subject origin() {
    return origin;
  }

  @Override
  public Tenant owner() {
    return owner;
  }

  @Override
  public String marker() {
    return marker;
  }

  /** The rows as they are stored; {@link #value(Row, String)} has the values for arguments. */
  List<Row> rows() {
    return rows;
  }

  Optional<Object> named(String name) {
    return Optional.ofNullable(named.get(name)).map(this::identifying);
  }

  Set<String> names() {
    return named.keySet();
  }

  @Override
  public Object value(String table, String column) {
    return rows.stream()
        .filter(row -> row.table().name().equals(table) && row.values().containsKey(column))
        .findFirst()
        .map(row -> value(row, column))
        .orElseThrow(
            () ->
                new DataKitException(
                    "LH-ISO-352",
                    "the seed puts nothing into the column %s of a table %s"
                        .formatted(column, table)));
  }

  Object value(Row row, String column) {
    Object stored = row.values().get(column);
    if (stored == null) {
      throw new DataKitException("LH-ISO-352", row.table() + " has nothing in " + column);
    }
    boolean identifies =
        row.table().keys().contains(column)
            || column.endsWith("_id")
            || stored instanceof UUID
            || (stored instanceof String text && text.contains(origin.marker));
    return identifies ? identifying(stored) : stored;
  }

  /** A value that names a row; another one for rows that do not exist. */
  Object identifying(Object value) {
    return exists() ? value : renamed.computeIfAbsent(value, this::other);
  }

  private Object other(Object value) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    if (value.equals(origin.owner.id().value())) {
      return owner.id().value();
    }
    if (value instanceof UUID) {
      return UUID.randomUUID();
    }
    if (value instanceof Long) {
      return random.nextLong(1L << 48, 1L << 52);
    }
    if (value instanceof Integer) {
      return random.nextInt(1 << 29, Integer.MAX_VALUE);
    }
    if (value instanceof Short) {
      return (short) random.nextInt(1 << 13, Short.MAX_VALUE);
    }
    if (value instanceof String text) {
      return text.contains(origin.marker)
          ? text.replace(origin.marker, marker)
          : text + "-" + random.nextInt(1 << 20);
    }
    return value;
  }

  /** What nobody else can know or have made up: found in an answer, it came from these rows. */
  Set<String> secrets() {
    Set<String> secrets = new LinkedHashSet<>();
    secrets.add(marker);
    for (Row row : rows) {
      row.values()
          .forEach(
              (column, value) -> {
                // A reference may be to a row that all tenants share.
                if (value instanceof UUID
                    && (row.table().keys().contains(column) || !column.endsWith("_id"))) {
                  secrets.add(value.toString());
                }
              });
    }
    for (Object value : named.values()) {
      if (value instanceof UUID || (value instanceof String text && text.length() >= 8)) {
        secrets.add(value.toString());
      }
    }
    return secrets;
  }
}
