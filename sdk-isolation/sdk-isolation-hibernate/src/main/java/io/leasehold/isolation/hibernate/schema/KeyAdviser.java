package io.leasehold.isolation.hibernate.schema;

import io.leasehold.isolation.hibernate.internal.Digests;
import io.leasehold.isolation.hibernate.schema.KeyAdvice.Kind;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the keys of the tables of a plan from the live catalogue. For one use. */
final class KeyAdviser {

  private record Key(String name, String definition, boolean constraint, boolean referred) {}

  private static final String OID = "select pg_catalog.to_regclass(?)::oid::bigint";

  private static final String FOREIGN =
      """
      select k.oid::bigint, k.conname, k.confrelid::bigint, k.confdeltype, k.confupdtype,
        k.condeferrable, k.condeferred,
        (select array_agg(a.attname::text order by c.pos)
          from unnest(k.conkey) with ordinality c (att, pos)
            join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = c.att),
        (select array_agg(a.attname::text order by c.pos)
          from unnest(k.confkey) with ordinality c (att, pos)
            join pg_catalog.pg_attribute a on a.attrelid = k.confrelid and a.attnum = c.att)
      from pg_catalog.pg_constraint k
      where k.contype = 'f' and k.conparentid = 0 and k.conrelid = ?::oid
      order by k.conname
      """;

  private static final String COLUMNS_OF_INDEXES =
      """
      select i.indisunique and i.indpred is null and i.indexprs is null and i.indimmediate,
        (select array_agg(coalesce(a.attname::text, '') order by c.pos)
          from unnest(i.indkey::int2[]) with ordinality c (att, pos)
            left join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = c.att
          where c.pos <= i.indnkeyatts)
      from pg_catalog.pg_index i where i.indrelid = ?::oid and i.indisvalid
      """;

  private static final String PRIMARY =
      """
      select array_agg(a.attname::text order by c.pos)
      from pg_catalog.pg_index i, unnest(i.indkey::int2[]) with ordinality c (att, pos),
        pg_catalog.pg_attribute a
      where i.indrelid = ?::oid and i.indisprimary and a.attrelid = i.indrelid
        and a.attnum = c.att
      having count(*) > 0
      """;

  // As TenantIsolationCheck sees them: a random UUID cannot be guessed.
  private static final String UNIQUE =
      """
      select coalesce(k.conname, x.relname)::text,
        case when k.oid is null then pg_catalog.pg_get_indexdef(i.indexrelid)
          else pg_catalog.pg_get_constraintdef(k.oid) end,
        k.oid is not null,
        exists (select 1 from pg_catalog.pg_constraint f
          where f.contype = 'f' and f.conindid = i.indexrelid and f.oid <> all (?::bigint[]))
      from pg_catalog.pg_index i join pg_catalog.pg_class x on x.oid = i.indexrelid
        left join pg_catalog.pg_constraint k on k.conindid = i.indexrelid and k.contype = 'u'
          and k.conrelid = i.indrelid
      where i.indrelid = ?::oid and i.indisunique and not i.indisprimary
        and not x.relispartition
        and not exists (
          select 1 from unnest(i.indkey::int2[]) with ordinality c (att, pos)
            join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = c.att
          where c.pos <= i.indnkeyatts and (a.attname = ? or a.atttypid = 'uuid'::regtype))
      order by 1
      """;

  private final Connection connection;
  private final Map<Long, TenantTable> byOid = new LinkedHashMap<>();
  private final Map<String, KeyAdvice> keys = new LinkedHashMap<>();
  private final List<KeyAdvice> foreign = new ArrayList<>();
  private final List<Long> rewritten = new ArrayList<>();
  private final Set<String> indexed = new HashSet<>();

  KeyAdviser(Connection connection) {
    this.connection = connection;
  }

  List<KeyAdvice> advise(List<TenantTable> tables) throws SQLException {
    for (TenantTable table : tables) {
      try (PreparedStatement statement = connection.prepareStatement(OID)) {
        statement.setString(1, TenantFill.quoted(table.qualifiedName()));
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          long oid = row.getLong(1);
          if (oid != 0) {
            byOid.put(oid, table);
          }
        }
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
    return Stream.of(keys.values(), foreign, unique, indexes)
        .flatMap(java.util.Collection::stream)
        .toList();
  }

  private void foreignKeys(long oid, TenantTable table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FOREIGN)) {
      statement.setLong(1, oid);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          TenantTable target = byOid.get(row.getLong(3));
          if (target == null) {
            continue;
          }
          List<String> mine = texts(row.getArray(8));
          List<String> theirs = texts(row.getArray(9));
          int position = mine.indexOf(table.tenantColumn());
          if (position >= 0 && theirs.get(position).equals(target.tenantColumn())) {
            continue;
          }
          rewritten.add(row.getLong(1));
          List<String> key = with(target.tenantColumn(), theirs);
          requireKey(row.getLong(3), target, key);
          foreign.add(rewrite(table, target, row, mine, key));
        }
      }
    }
  }

  private static KeyAdvice rewrite(
      TenantTable table, TenantTable target, ResultSet row, List<String> mine, List<String> key)
      throws SQLException {
    String name = row.getString(2);
    String change =
        "add constraint "
            + id(name)
            + " foreign key ("
            + columns(with(table.tenantColumn(), mine))
            + ") references "
            + TenantFill.quoted(target.qualifiedName())
            + " ("
            + columns(key)
            + ")"
            + action(" on update", row.getString(5), "")
            // The tenant of the row stays when its reference goes.
            + action(" on delete", row.getString(4), " (" + columns(mine) + ")")
            + (row.getBoolean(6) ? " deferrable" : "")
            + (row.getBoolean(7) ? " initially deferred" : "");
    return new KeyAdvice(
        Kind.FOREIGN_KEY,
        table.qualifiedName(),
        "foreign key " + name + " to " + target.qualifiedName(),
        List.of("alter table %s drop constraint %s, %s".formatted(quoted(table), id(name), change)),
        "it accepts the id of another tenant's row");
  }

  private void requireKey(long oid, TenantTable table, List<String> key) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS_OF_INDEXES)) {
      statement.setLong(1, oid);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          List<String> present = texts(row.getArray(2));
          if (row.getBoolean(1)
              && present.size() == key.size()
              && Set.copyOf(present).equals(Set.copyOf(key))) {
            return;
          }
        }
      }
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
    try (PreparedStatement statement = connection.prepareStatement(UNIQUE)) {
      statement.setArray(1, connection.createArrayOf("bigint", rewritten.toArray()));
      statement.setLong(2, oid);
      statement.setString(3, table.tenantColumn());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          Key key =
              new Key(row.getString(1), row.getString(2), row.getBoolean(3), row.getBoolean(4));
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
    }
  }

  private static List<String> widen(TenantTable table, Key key) {
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
    if (indexed.contains(table.qualifiedName())) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS_OF_INDEXES)) {
      statement.setLong(1, oid);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          if (texts(row.getArray(2)).get(0).equals(table.tenantColumn())) {
            return;
          }
        }
      }
    }
    List<String> key = with(table.tenantColumn(), primaryKey(oid));
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

  private List<String> primaryKey(long oid) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PRIMARY)) {
      statement.setLong(1, oid);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? texts(row.getArray(1)) : List.of();
      }
    }
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

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
