package io.leasehold.isolation.hibernate.schema;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads keys and indexes of tables, by their numbers, from the live catalogue. */
final class KeyCatalogue {

  /**
   * A foreign key.
   *
   * @param target the number of the table that it leads to
   * @param onDelete the catalogue's letter for what happens then
   * @param onUpdate likewise
   */
  record ForeignKey(
      long oid,
      String name,
      long target,
      String onDelete,
      String onUpdate,
      boolean deferrable,
      boolean deferred,
      List<String> columns,
      List<String> targetColumns) {}

  /**
   * An index.
   *
   * @param key whether a foreign key may lead to its columns
   * @param columns empty text for an expression
   */
  record Index(boolean key, List<String> columns) {

    boolean isKeyOf(Set<String> wanted) {
      return key && columns.size() == wanted.size() && Set.copyOf(columns).equals(wanted);
    }
  }

  /**
   * A unique key without the tenant.
   *
   * @param constraint whether it is one, and not only an index
   * @param referred whether a foreign key leads to it
   */
  record UniqueKey(String name, String definition, boolean constraint, boolean referred) {}

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

  private static final String INDEXES =
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

  KeyCatalogue(Connection connection) {
    this.connection = connection;
  }

  /** The number of the table, zero if there is none. */
  long oid(TenantTable table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OID)) {
      statement.setString(1, TenantFill.quoted(table.qualifiedName()));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  List<ForeignKey> foreignKeys(long oid) throws SQLException {
    return rows(
        FOREIGN,
        statement -> statement.setLong(1, oid),
        row ->
            new ForeignKey(
                row.getLong(1),
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                row.getBoolean(6),
                row.getBoolean(7),
                texts(row.getArray(8)),
                texts(row.getArray(9))));
  }

  List<Index> indexes(long oid) throws SQLException {
    return rows(
        INDEXES,
        statement -> statement.setLong(1, oid),
        row -> new Index(row.getBoolean(1), texts(row.getArray(2))));
  }

  /** The columns of the primary key; none if there is no such key. */
  List<String> primaryKey(long oid) throws SQLException {
    return rows(PRIMARY, statement -> statement.setLong(1, oid), row -> texts(row.getArray(1)))
        .stream()
        .findFirst()
        .orElse(List.of());
  }

  /**
   * The unique keys that do not hold this column.
   *
   * @param apart foreign keys that do not count as leading to one
   */
  List<UniqueKey> uniqueKeysWithout(String column, long oid, List<Long> apart) throws SQLException {
    return rows(
        UNIQUE,
        statement -> {
          statement.setArray(1, connection.createArrayOf("bigint", apart.toArray()));
          statement.setLong(2, oid);
          statement.setString(3, column);
        },
        row ->
            new UniqueKey(
                row.getString(1), row.getString(2), row.getBoolean(3), row.getBoolean(4)));
  }

  private interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  private interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  private <T> List<T> rows(String sql, Parameters parameters, Reading<T> reading)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      parameters.set(statement);
      try (ResultSet row = statement.executeQuery()) {
        List<T> found = new ArrayList<>();
        while (row.next()) {
          found.add(reading.of(row));
        }
        return found;
      }
    }
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
