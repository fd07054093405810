package io.leasehold.isolation.hibernate.schema;

import io.leasehold.isolation.hibernate.TenantExpression;
import io.leasehold.isolation.hibernate.schema.TenantTable.Parent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives a table that Hibernate fills without a tenant a tenant column that the database fills. */
final class TenantFill {

  // For the rows that are there already the owner has to see them, so FORCE is lifted meanwhile:
  // only for the owner, only in this transaction, and under a lock that keeps everybody out.
  private static final String COLUMN =
      """
      do $leasehold$
      declare forced boolean;
      begin
        if exists (select 1 from pg_catalog.pg_attribute
            where attrelid = '%1$s'::pg_catalog.regclass and attname = '%2$s' and attnotnull
              and not attisdropped) then
          return;
        end if;
        alter table %1$s add column if not exists "%2$s" text;
        alter table %1$s no force row level security;
      %3$s  if exists (select 1 from %1$s where "%2$s" is null) then
          raise exception 'LH-ISO-288: rows of %1$s belong to no tenant'
            using hint = 'delete them, or give them their tenant in a column %2$s';
        end if;
        alter table %1$s alter column "%2$s" set not null;
      end
      $leasehold$
      """;

  private static final String FROM_PARENT =
      """
        select relforcerowsecurity into forced from pg_catalog.pg_class
          where oid = '%1$s'::pg_catalog.regclass;
        alter table %1$s no force row level security;
        update %2$s as mine set "%3$s" = parent."%3$s" from %1$s as parent
          where mine."%3$s" is null and %4$s;
        if forced then
          alter table %1$s force row level security;
        end if;
      """;

  private TenantFill() {}

  static List<String> statements(TenantTable table, TenantExpression tenant) {
    String name = quoted(table.qualifiedName());
    return List.of(
        COLUMN.formatted(name, table.tenantColumn(), fromParent(table, table.parent())).strip(),
        "alter table %s alter column \"%s\" set default %s"
            .formatted(name, table.tenantColumn(), tenant.value()));
  }

  private static String fromParent(TenantTable table, @Nullable Parent parent) {
    if (parent == null) {
      return "";
    }
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < parent.columns().size(); i++) {
      pairs.add(
          "mine.\"%s\" = parent.\"%s\""
              .formatted(parent.columns().get(i), parent.references().get(i)));
    }
    return FROM_PARENT.formatted(
        quoted(parent.table()),
        quoted(table.qualifiedName()),
        table.tenantColumn(),
        String.join(" and ", pairs));
  }

  static String quoted(String table) {
    return "\"" + table.replace(".", "\".\"") + "\"";
  }
}
