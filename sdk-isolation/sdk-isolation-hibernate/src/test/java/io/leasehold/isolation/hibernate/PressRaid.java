package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LabsDatabase.execute;
import static io.leasehold.isolation.hibernate.Tenants.ACME;

import io.leasehold.tenancy.TenantScopes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;

/**
 * Acme attacks globex through libraries that use Hibernate, or the data source, in their own ways.
 * Tables as Hibernate makes them and as the plan completes them; without the database's lock their
 * row security is switched off.
 */
final class PressRaid implements AutoCloseable {

  static final Class<?>[] ENTITIES = {Paper.class, PaperRevision.class, Essay.class};

  private static final String ROWS =
      """
      delete from labs.paper_tag_aud; delete from labs.paper_aud; delete from labs.paper_revision;
      delete from labs.paper_tag; delete from labs.paper; delete from labs.essay;
      insert into labs.essay (id, tenant_id, title) values
        (1, 'acme', 'S3'), (3, 'globex', 'GLOBEX VPC');
      insert into labs.paper (id, tenant_id, title) values
        (1, 'acme', 'S3'), (2, 'acme', 'IAM'), (3, 'globex', 'GLOBEX VPC');
      insert into labs.paper_tag (paper_id, tenant_id, tag) values
        (1, 'acme', 'storage'), (3, 'globex', 'GLOBEX network');
      insert into labs.paper_revision (id, tenant_id, made, author) values
        (1, 'acme', 1, 'ada'), (3, 'globex', 3, 'GLOBEX grace');
      insert into labs.paper_aud (rev, revtype, id, tenant_id, title) values
        (1, 0, 1, 'acme', 'S2'), (3, 0, 3, 'globex', 'GLOBEX draft');
      insert into labs.paper_tag_aud (rev, revtype, paper_id, tenant_id, tag) values
        (1, 0, 1, 'acme', 'old'), (3, 0, 3, 'globex', 'GLOBEX old');
      """;

  private static final String DAMAGE =
      Press.TABLES.stream()
          .map(
              table ->
                  "select '%1$s ' || x::text from labs.%1$s x where tenant_id <> 'acme'"
                      .formatted(table))
          .collect(Collectors.joining(" union all "));

  private final LabsDatabase database;
  private final Unit unit;
  private final DataSource guarded;

  private PressRaid(Locks locks, boolean bare) {
    database = LabsDatabase.bare();
    Press.make(database);
    if (!locks.database) {
      Press.TABLES.forEach(
          table ->
              execute(
                  database.owner(),
                  "alter table labs.%1$s disable row level security".formatted(table)));
    }
    guarded = bare ? database.app() : TenantDataSource.around(database.app());
    Map<String, Object> settings = new HashMap<>(Press.SETTINGS);
    unit =
        locks.hibernate
            ? Unit.of(database.app(), settings, ENTITIES)
            : Raid.rootUnit(database.app(), settings, ENTITIES);
  }

  /** Globex's rows behind these locks, and what acme has to reach them. */
  static PressRaid on(Locks locks) {
    return new PressRaid(locks, false);
  }

  /** Without any lock, and libraries are given the bare data source. */
  static PressRaid bare() {
    return new PressRaid(Locks.NEITHER, true);
  }

  SessionFactory factory() {
    return unit.factory;
  }

  /** The data source that plain libraries are given. */
  DataSource guarded() {
    return guarded;
  }

  /** As acme, on the rows as they were at first. */
  Loot triesAfresh(LibraryAttack attack) {
    execute(database.superuser(), ROWS);
    Loot loot = new Loot();
    List<String> before = damage();
    try {
      TenantScopes.call(
          ACME,
          () -> {
            attack.on(this, loot);
            return loot;
          });
    } catch (Exception e) {
      loot.refused(e);
    }
    List<String> after = damage();
    List<String> changed = new ArrayList<>(after);
    changed.removeAll(before);
    before.removeAll(after);
    changed.addAll(before);
    loot.changed(changed);
    return loot;
  }

  private List<String> damage() {
    try (Connection judge = database.superuser().getConnection()) {
      return LabsDatabase.texts(judge, DAMAGE);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    unit.close();
  }
}
