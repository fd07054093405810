package io.leasehold.isolation.hibernate.schema;

import io.leasehold.isolation.hibernate.RowSecurity;
import io.leasehold.isolation.hibernate.internal.AuditEntities;
import io.leasehold.isolation.hibernate.internal.EntityMarks;
import io.leasehold.isolation.hibernate.schema.TenantTable.Filler;
import io.leasehold.isolation.hibernate.schema.TenantTable.Parent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.DependantValue;
import org.hibernate.mapping.ForeignKey;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.KeyValue;
import org.hibernate.mapping.ManyToOne;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.RootClass;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/** Reads from a mapping which tables have tenants' rows. For one use. */
final class PlanReader {

  private final Metadata metadata;
  private final Map<String, Object> settings;
  private final @Nullable String defaultSchema;
  // By the mapping's own tables; the order of the names makes the plan the same on each start.
  private final Map<Table, TenantTable> tables = new LinkedHashMap<>();
  private final Set<Table> shared = new LinkedHashSet<>();

  PlanReader(Metadata metadata) {
    this.metadata = metadata;
    this.settings =
        metadata
            .getDatabase()
            .getServiceRegistry()
            .requireService(ConfigurationService.class)
            .getSettings();
    Object setting = settings.get(AvailableSettings.DEFAULT_SCHEMA);
    this.defaultSchema = setting == null ? null : plain(setting.toString());
    for (PersistentClass entity : metadata.getEntityBindings()) {
      read(entity);
    }
    // After the entities, because a collection may hang on any of them.
    for (Collection collection : metadata.getCollectionBindings()) {
      if (!collection.isOneToMany()) {
        read(collection);
      }
    }
  }

  /** The tables, each after those that it refers to, where that is possible. */
  List<TenantTable> tables() {
    Map<String, Table> byName = new TreeMap<>();
    tables.forEach((table, found) -> byName.put(found.qualifiedName(), table));
    List<TenantTable> ordered = new ArrayList<>();
    Set<Table> seen = new LinkedHashSet<>();
    byName.values().forEach(table -> place(table, byName, seen, ordered));
    return ordered;
  }

  /** The names of the tables that all tenants share. */
  Set<String> shared() {
    Set<String> names = new TreeSet<>();
    shared.stream().filter(table -> !tables.containsKey(table)).forEach(t -> names.add(name(t)));
    return names;
  }

  private void place(
      Table table, Map<String, Table> byName, Set<Table> seen, List<TenantTable> ordered) {
    TenantTable found = tables.get(table);
    if (found == null || !seen.add(table)) {
      return;
    }
    Map<String, Table> before = new TreeMap<>();
    for (ForeignKey key : table.getForeignKeyCollection()) {
      Table target = key.getReferencedTable();
      if (tables.containsKey(target)) {
        before.put(name(target), target);
      }
    }
    Parent parent = found.parent();
    Table teller = parent == null ? null : byName.get(parent.table());
    if (teller != null) {
      place(teller, byName, seen, ordered);
    }
    before.values().forEach(target -> place(target, byName, seen, ordered));
    ordered.add(found);
  }

  private void read(PersistentClass entity) {
    RootClass root = entity.getRootClass();
    String column = EntityMarks.tenantColumn(root).orElse(null);
    if (column == null && AuditEntities.isOne(root)) {
      readAudit(entity);
      return;
    }
    if (column == null) {
      share(entity.getTable());
      entity.getJoins().forEach(join -> share(join.getTable()));
      return;
    }
    add(entity.getTable(), column, entity == root ? null : entity.getKey());
    for (Join join : entity.getJoins()) {
      add(join.getTable(), column, join.getKey());
    }
  }

  // The heir of an audited hierarchy is an entity of its own kind, with the same column.
  private void readAudit(PersistentClass entity) {
    String column =
        AuditEntities.tenantColumn(entity.getRootClass(), metadata, settings).orElse(null);
    if (column == null || !isTable(entity.getTable())) {
      share(entity.getTable());
    } else {
      tables.put(entity.getTable(), table(entity.getTable(), plain(column), Filler.DATABASE));
    }
  }

  private void read(Collection collection) {
    String ofOwner = EntityMarks.tenantColumn(collection.getOwner().getRootClass()).orElse(null);
    PersistentClass element = element(collection);
    String ofElement =
        element == null ? null : EntityMarks.tenantColumn(element.getRootClass()).orElse(null);
    if (ofOwner != null) {
      add(collection.getCollectionTable(), ofOwner, collection.getKey());
    } else if (element != null && ofElement != null) {
      // What all tenants share points at rows of a tenant.
      Table table = collection.getCollectionTable();
      add(table, ofElement, null);
      tables.computeIfPresent(
          table,
          (key, found) ->
              found.parent() != null || found.filler() == Filler.HIBERNATE
                  ? found
                  : with(
                      found,
                      parent(
                          collection.getElement().getColumns(),
                          element.getTable(),
                          element.getKey().getColumns())));
    } else {
      share(collection.getCollectionTable());
    }
  }

  private @Nullable PersistentClass element(Collection collection) {
    return collection.getElement() instanceof ManyToOne reference
        ? metadata.getEntityBinding(reference.getReferencedEntityName())
        : null;
  }

  private void share(Table table) {
    if (isTable(table)) {
      shared.add(table);
    }
  }

  private void add(Table table, String tenantColumn, @Nullable KeyValue key) {
    if (!isTable(table)) {
      return;
    }
    Column mapped = table.getColumn(Identifier.toIdentifier(tenantColumn));
    String column = mapped == null ? plain(tenantColumn) : name(mapped);
    TenantTable found = tables.get(table);
    if (found != null && !found.tenantColumn().equals(column)) {
      throw new UnplannableTableException(
          name(table), "it has the tenant in two columns; map it to one");
    }
    if (found != null && (found.parent() != null || found.filler() == Filler.HIBERNATE)) {
      return;
    }
    Filler filler = mapped == null ? Filler.DATABASE : Filler.HIBERNATE;
    TenantTable made = table(table, column, filler);
    tables.put(
        table,
        filler == Filler.DATABASE && key instanceof DependantValue dependant
            ? with(
                made,
                parent(
                    dependant.getColumns(),
                    dependant.getWrappedValue().getTable(),
                    dependant.getWrappedValue().getColumns()))
            : made);
  }

  private TenantTable table(Table table, String column, Filler filler) {
    if (!RowSecurity.isPlainName(column)) {
      throw new UnplannableTableException(
          name(table), "its tenant is no plain column; map @TenantId to a lower-case column");
    }
    return new TenantTable(schema(table), plain(table.getNameIdentifier()), column, filler, null);
  }

  private @Nullable Parent parent(List<Column> here, Table there, List<Column> references) {
    return !isTable(there) || here.isEmpty() || here.size() != references.size()
        ? null
        : new Parent(name(there), names(here), names(references));
  }

  private static List<String> names(List<Column> columns) {
    return columns.stream().map(PlanReader::name).toList();
  }

  private static TenantTable with(TenantTable table, @Nullable Parent parent) {
    return new TenantTable(
        table.schema(), table.name(), table.tenantColumn(), table.filler(), parent);
  }

  private static boolean isTable(@Nullable Table table) {
    return table != null && table.isPhysicalTable() && !table.isAbstractUnionTable();
  }

  private String name(Table table) {
    String schema = schema(table);
    String name = plain(table.getNameIdentifier());
    return schema == null ? name : schema + "." + name;
  }

  private @Nullable String schema(Table table) {
    Identifier schema = table.getSchemaIdentifier();
    return schema == null ? defaultSchema : plain(schema);
  }

  private static String name(Column column) {
    return plain(Identifier.toIdentifier(column.getName(), column.isQuoted()));
  }

  private static String plain(String name) {
    return plain(Identifier.toIdentifier(name));
  }

  // What is not quoted PostgreSQL makes lower-case.
  private static String plain(Identifier identifier) {
    String name =
        identifier.isQuoted()
            ? identifier.getText()
            : identifier.getText().toLowerCase(Locale.ROOT);
    if (!RowSecurity.isPlainName(name)) {
      throw new UnplannableTableException(
          "'" + name + "'",
          "names of tables, columns and schemas are lower-case letters, digits and '_'");
    }
    return name;
  }
}
