package io.leasehold.isolation.hibernate.move;

import io.leasehold.isolation.hibernate.move.Table.Column;
import io.leasehold.isolation.hibernate.move.Table.Reference;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the tenants' tables of a place from the live catalogue. */
final class Tables {

  // "(tenant_id = <the tenant>)", perhaps with a cast.
  private static final Pattern COMPARISON =
      Pattern.compile("^\\(\\(?\"?([^\"()]+?)\"?\\)?(?:::text)? = (.+)\\)$", Pattern.DOTALL);

  private static final String TABLES =
      """
      select c.oid, n.nspname, c.relname, pg_get_expr(p.polqual, p.polrelid) as comparison,
        c.relkind, exists (select 1 from pg_inherits i join pg_class h on h.oid = i.inhrelid
          where (i.inhrelid = c.oid or i.inhparent = c.oid and not h.relispartition)) as inherits,
        array(select distinct t.tgname::text from pg_trigger t
          where (t.tgrelid = c.oid
              or t.tgrelid in (select relid from pg_partition_tree(c.oid) where c.relkind = 'p'))
            and not t.tgisinternal and t.tgparentid = 0
            and t.tgenabled <> 'D' and t.tgname !~ '^leasehold_moving_') as triggers,
        exists (select 1 from pg_partition_tree(c.oid) part join pg_class f on f.oid = part.relid
          where c.relkind = 'p' and f.relkind = 'f') as remote,
        array(select k.conrelid::regclass::text from pg_constraint k
          where k.contype = 'f' and k.confrelid = c.oid and k.conparentid = 0
            and not exists (select 1 from pg_policy q where q.polrelid = k.conrelid
              and q.polname ~ '^leasehold_tenant(_[0-9a-f]+)?$')) as strangers,
        coalesce((select i.indimmediate from pg_index i
          where i.indrelid = c.oid and i.indisprimary), true) as immediate
      from pg_policy p join pg_class c on c.oid = p.polrelid
        join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any (?) and p.polpermissive and not c.relispartition
        and p.polname ~ '^leasehold_tenant(_[0-9a-f]+)?$'
      order by array_position(?, n.nspname::text), c.relname
      """;

  private static final String COLUMNS =
      """
      select a.attname, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull,
        a.attgenerated <> '' as generated, a.attidentity = 'a' as fixed,
        coalesce((select pg_get_expr(d.adbin, d.adrelid) from pg_attrdef d
          where d.adrelid = a.attrelid and d.adnum = a.attnum and a.attgenerated <> ''), '')
          as expression,
        a.atttypid in ('oid'::regtype, 'regclass'::regtype) as reference,
        array_position(i.indkey::int2[], a.attnum) as place
      from pg_attribute a
        left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
      where a.attrelid = ? and a.attnum > 0 and not a.attisdropped
      order by a.attname
      """;

  private static final String REFERENCES =
      """
      select r.relname, k.condeferrable, array(select a.attname::text from pg_attribute a
        where a.attrelid = k.conrelid and a.attnum = any (k.conkey) and not a.attnotnull) as loose
      from pg_constraint k join pg_class r on r.oid = k.confrelid
      where k.conrelid = ? and k.contype = 'f' and k.conparentid = 0
      order by k.conname
      """;

  private static final String RULES =
      """
      select pg_get_constraintdef(k.oid) as rule from pg_constraint k
      where k.conrelid = ? and k.contype in ('p', 'u', 'c', 'f', 'x') and k.conparentid = 0
        and k.conname <> 'leasehold_place'
      union all
      select regexp_replace(pg_get_indexdef(i.indexrelid), ' INDEX [^ ]+ ON ', ' INDEX ON ')
      from pg_index i where i.indrelid = ? and i.indisunique
        and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)
      order by 1
      """;

  private static final String WITHOUT_ROW_SECURITY =
      """
      select n.nspname || '.' || c.relname from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any (?) and c.relkind in ('r', 'p', 'f') and not c.relispartition
        and exists (select 1 from pg_attribute a where a.attrelid = c.oid
          and a.attname = any (?) and not a.attisdropped)
        and not exists (select 1 from pg_policy p where p.polrelid = c.oid
          and p.polname ~ '^leasehold_tenant(_[0-9a-f]+)?$')
      order by 1
      """;

  private final Connection connection;
  private final List<String> schemas;
  private final List<Pattern> names;

  private Tables(Connection connection, List<String> schemas) {
    this.connection = connection;
    this.schemas = schemas;
    this.names =
        schemas.stream().map(s -> Pattern.compile("(?<![\\w\".])\"?" + s + "\"?\\.")).toList();
  }

  /**
   * The tables by name; of two with one name that which comes first in the search path.
   *
   * @param connection with the search path {@code pg_catalog}, so that names come with schemas
   */
  static Map<String, Table> read(Connection connection, List<String> schemas) throws SQLException {
    return new Tables(connection, schemas).read();
  }

  private Map<String, Table> read() throws SQLException {
    Map<String, Table> found = new TreeMap<>();
    for (Found table : Sql.query(connection, TABLES, Found::new, schemas, schemas)) {
      if (!found.containsKey(table.name)) {
        found.put(table.name, read(table));
      }
    }
    List<String> tenantColumns =
        found.values().stream().map(Table::tenantColumn).distinct().toList();
    List<String> open =
        Sql.query(
            connection, WITHOUT_ROW_SECURITY, row -> row.getString(1), schemas, tenantColumns);
    if (!open.isEmpty()) {
      throw MoveException.notMovable(
          open.stream().map(t -> t + " has the tenant column and no row security").toList());
    }
    return found;
  }

  private Table read(Found table) throws SQLException {
    List<String> problems = new ArrayList<>();
    Matcher comparison = COMPARISON.matcher(table.comparison);
    if (!comparison.matches()) {
      throw MoveException.notMovable(
          List.of(table.name + ": its row security is no plain comparison"));
    }
    List<Column> columns = new ArrayList<>();
    List<String> shape = new ArrayList<>();
    Map<Integer, String> key = new TreeMap<>();
    Sql.query(
        connection,
        COLUMNS,
        row -> {
          String name = row.getString("attname");
          columns.add(
              new Column(
                  name,
                  row.getString("type"),
                  row.getBoolean("generated"),
                  row.getBoolean("fixed")));
          shape.add(
              "column %s %s%s %s"
                  .formatted(
                      name,
                      placeless(row.getString("type")),
                      row.getBoolean("attnotnull") ? " not null" : "",
                      placeless(row.getString("expression"))));
          if (row.getBoolean("reference")) {
            problems.add(table.name + "." + name + " points into the catalogue (a large object?)");
          }
          int place = row.getInt("place");
          if (!row.wasNull()) {
            key.put(place, name);
          }
          return name;
        },
        table.oid);
    shape.addAll(
        Sql.query(connection, RULES, row -> placeless(row.getString(1)), table.oid, table.oid));
    table.addProblems(problems);
    if (key.isEmpty()) {
      problems.add(table.name + " has no primary key");
    }
    return new Table(
        table.schema,
        table.name,
        comparison.group(1),
        comparison.group(2),
        List.copyOf(columns),
        List.copyOf(key.values()),
        Sql.query(
            connection,
            REFERENCES,
            row ->
                new Reference(
                    row.getString("relname"),
                    Found.texts(row, "loose"),
                    row.getBoolean("condeferrable")),
            table.oid),
        List.copyOf(shape),
        List.copyOf(problems));
  }

  /** The table and its partitions, as SQL names them. */
  static List<String> parts(Connection connection, Table table) throws SQLException {
    return Sql.query(
        connection,
        """
        select c.oid::regclass::text from pg_class c
        where c.oid = ?::regclass or c.oid in (select relid from pg_partition_tree(?::regclass))
        order by c.oid
        """,
        row -> row.getString(1),
        table.quoted(),
        table.quoted());
  }

  private String placeless(String text) {
    String result = text;
    for (Pattern name : names) {
      result = name.matcher(result).replaceAll("");
    }
    return result;
  }

  /** What is different, for people; empty if the tables are the same. */
  static List<String> differences(Table one, Table other) {
    Map<String, Integer> lines = new LinkedHashMap<>();
    one.shape().forEach(line -> lines.merge(line, 1, Integer::sum));
    other.shape().forEach(line -> lines.merge(line, -1, Integer::sum));
    return lines.entrySet().stream()
        .filter(e -> e.getValue() != 0)
        .map(e -> one.name() + (e.getValue() > 0 ? " lacks " : " has ") + e.getKey())
        .toList();
  }

  private static final class Found {
    private final long oid;
    private final String schema;
    private final String name;
    private final String comparison;
    private final List<String> problems = new ArrayList<>();

    private Found(ResultSet row) throws SQLException {
      oid = row.getLong("oid");
      schema = row.getString("nspname");
      name = row.getString("relname");
      comparison = row.getString("comparison");
      if (!"r".equals(row.getString("relkind")) && !"p".equals(row.getString("relkind"))) {
        problems.add(name + " is a foreign table");
      }
      if (row.getBoolean("remote")) {
        problems.add(name + " has a partition that is a foreign table");
      }
      if (row.getBoolean("inherits")) {
        problems.add(name + " inherits");
      }
      if (!row.getBoolean("immediate")) {
        problems.add("the primary key of " + name + " is deferrable");
      }
      for (String trigger : texts(row, "triggers")) {
        problems.add("trigger " + trigger + " on " + name + " would run for copied rows");
      }
      for (String stranger : texts(row, "strangers")) {
        problems.add(stranger + ", which is no tenants' table, refers to " + name);
      }
    }

    private void addProblems(List<String> to) {
      to.addAll(problems);
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
      return List.of((String[]) row.getArray(column).getArray());
    }
  }
}
