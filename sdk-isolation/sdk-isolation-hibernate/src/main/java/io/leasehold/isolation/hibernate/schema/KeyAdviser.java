package io.leasehold.isolation.hibernate.schema;

import io.leasehold.isolation.hibernate.internal.Digests;
import io.leasehold.isolation.hibernate.schema.KeyAdvice.Kind;
import io.leasehold.isolation.hibernate.schema.KeyCatalogue.ForeignKey;
import io.leasehold.isolation.hibernate.schema.KeyCatalogue.UniqueKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says how the keys of the tables of a plan become keys of one tenant. For one use. */
final class KeyAdviser {

  private final KeyCatalogue catalogue;
  private final Map<Long, TenantTable> byOid = new LinkedHashMap<>();
  private final Map<String, KeyAdvice> keys = new LinkedHashMap<>();
  private final List<KeyAdvice> foreign = new ArrayList<>();
  private final List<Long> rewritten = new ArrayList<>();
  private final Set<String> indexed = new HashSet<>();

  KeyAdviser(Connection connection) {
    this.catalogue = new KeyCatalogue(connection);
  }

  List<KeyAdvice> advise(List<TenantTable> tables) throws SQLException {
    for (TenantTable table : tables) {
      long oid = catalogue.oid(table);
      if (oid != 0) {
        byOid.put(oid, table);
      }
    }
    for (Map.Entry<Long, TenantTable> entry : byOid.entrySet()) {
      foreignKeys(entry.getKey(), entry.getValue());
    }
    List<KeyAdvice> unique = new ArrayList<>();
    List<KeyAdvice> indexes = new ArrayList<>();
    for (Map.Entry<Long, TenantTable> entry : byOid.entrySet()) {
      uniqueKeys(entry.getKey(), entry.getValue(), unique);
      index(entry.getKey(), entry.getValue(), indexes);
    }
    return Stream.of(keys.values(), foreign, unique, indexes).flatMap(Collection::stream).toList();
  }

  private void foreignKeys(long oid, TenantTable table) throws SQLException {
    for (ForeignKey key : catalogue.foreignKeys(oid)) {
      TenantTable target = byOid.get(key.target());
      if (target == null) {
        continue;
      }
      int position = key.columns().indexOf(table.tenantColumn());
      if (position >= 0 && key.targetColumns().get(position).equals(target.tenantColumn())) {
        continue;
      }
      rewritten.add(key.oid());
      List<String> wanted = with(target.tenantColumn(), key.targetColumns());
      requireKey(key.target(), target, wanted);
      foreign.add(rewrite(table, target, key, wanted));
    }
  }

  private static KeyAdvice rewrite(
      TenantTable table, TenantTable target, ForeignKey key, List<String> wanted) {
    List<String> mine = key.columns();
    String change =
        "add constraint "
            + id(key.name())
            + " foreign key ("
            + columns(with(table.tenantColumn(), mine))
            + ") references "
            + quoted(target)
            + " ("
            + columns(wanted)
            + ")"
            + action(" on update", key.onUpdate(), "")
            // The tenant of the row stays when its reference goes.
            + action(" on delete", key.onDelete(), " (" + columns(mine) + ")")
            + (key.deferrable() ? " deferrable" : "")
            + (key.deferred() ? " initially deferred" : "");
    return new KeyAdvice(
        Kind.FOREIGN_KEY,
        table.qualifiedName(),
        "foreign key " + key.name() + " to " + target.qualifiedName(),
        List.of(
            "alter table %s drop constraint %s, %s"
                .formatted(quoted(table), id(key.name()), change)),
        "it accepts the id of another tenant's row");
  }

  private void requireKey(long oid, TenantTable table, List<String> key) throws SQLException {
    if (catalogue.indexes(oid).stream().anyMatch(index -> index.isKeyOf(Set.copyOf(key)))) {
      return;
    }
    String name = name(table, key, "key");
    indexed.add(table.qualifiedName());
    keys.computeIfAbsent(
        name,
        absent ->
            new KeyAdvice(
                Kind.KEY_FOR_REFERENCES,
                table.qualifiedName(),
                "unique key " + key,
                List.of(
                    "alter table %s add constraint %s unique (%s)"
                        .formatted(quoted(table), id(name), columns(key))),
                "foreign keys with the tenant need it; it also serves the policy"));
  }

  private void uniqueKeys(long oid, TenantTable table, List<KeyAdvice> unique) throws SQLException {
    for (UniqueKey key : catalogue.uniqueKeysWithout(table.tenantColumn(), oid, rewritten)) {
      if (!key.referred()) {
        indexed.add(table.qualifiedName());
      }
      unique.add(
          new KeyAdvice(
              Kind.UNIQUE_KEY,
              table.qualifiedName(),
              "unique key " + key.name(),
              key.referred() ? List.of() : widen(table, key),
              "a duplicate tells a tenant that another one has the value"));
    }
  }

  private static List<String> widen(TenantTable table, UniqueKey key) {
    String wider = key.definition().replaceFirst("\\(", "(" + id(table.tenantColumn()) + ", ");
    if (key.constraint()) {
      return List.of(
          "alter table %1$s drop constraint %2$s, add constraint %2$s %3$s"
              .formatted(quoted(table), id(key.name()), wider));
    }
    String schema = table.schema() == null ? "" : id(table.schema()) + ".";
    return List.of("drop index " + schema + id(key.name()), wider);
  }

  private void index(long oid, TenantTable table, List<KeyAdvice> indexes) throws SQLException {
    boolean present =
        indexed.contains(table.qualifiedName())
            || catalogue.indexes(oid).stream()
                .anyMatch(index -> index.columns().get(0).equals(table.tenantColumn()));
    if (present) {
      return;
    }
    List<String> key = with(table.tenantColumn(), catalogue.primaryKey(oid));
    indexes.add(
        new KeyAdvice(
            Kind.INDEX,
            table.qualifiedName(),
            "index " + key,
            List.of(
                "create index %s on %s (%s)"
                    .formatted(id(name(table, key, "idx")), quoted(table), columns(key))),
            "the policy reads the rows of all tenants to find one's"));
  }

  private static String action(String event, String code, String columns) {
    return switch (code) {
      case "r" -> event + " restrict";
      case "c" -> event + " cascade";
      case "n" -> event + " set null" + columns;
      case "d" -> event + " set default" + columns;
      default -> "";
    };
  }

  private static List<String> with(String tenantColumn, List<String> columns) {
    return Stream.concat(
            Stream.of(tenantColumn), columns.stream().filter(one -> !one.equals(tenantColumn)))
        .toList();
  }

  // PostgreSQL would cut a longer name off, and two might become one.
  private static String name(TenantTable table, List<String> columns, String suffix) {
    String full = table.name() + "_" + String.join("_", columns) + "_" + suffix;
    return full.length() <= 63
        ? full
        : full.substring(0, 54) + "_" + Digests.sha256(List.of(full)).substring(0, 8);
  }

  private static String quoted(TenantTable table) {
    return TenantFill.quoted(table.qualifiedName());
  }

  private static String id(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  private static String columns(List<String> names) {
    return names.stream().map(KeyAdviser::id).collect(Collectors.joining(", "));
  }
}
