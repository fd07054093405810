package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LabsDatabase.execute;
import static io.leasehold.isolation.hibernate.Tenants.ACME;

import io.leasehold.tenancy.TenantContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Acme attacks globex through Hibernate, with both locks on, one of them, or none. With Hibernate's
 * lock off every session is a root session, which Hibernate filters nothing in; with the database's
 * off the tables have no row security. The judge is the superuser, who compares before and after.
 */
final class Raid implements AutoCloseable {

  static final List<String> TABLES =
      List.of("course", "lesson", "learner", "course_tag", "course_learner", "task", "quiz");

  private static final String FILLED =
      "tenant_id text not null default nullif(current_setting('leasehold.tenant', true), '')";

  private static final String MODEL =
      """
      drop table labs.note, labs.lab_run;
      create table labs.course (
        id bigint primary key, tenant_id text not null, code text, title text, parent_id bigint,
        unique (tenant_id, id), unique (tenant_id, code),
        constraint course_parent foreign key (tenant_id, parent_id)
          references labs.course (tenant_id, id));
      create table labs.lesson (
        id bigint primary key, tenant_id text not null, course_id bigint, text text,
        unique (tenant_id, id),
        constraint lesson_course foreign key (tenant_id, course_id)
          references labs.course (tenant_id, id));
      create table labs.learner (
        id bigint primary key, tenant_id text not null, name text, unique (tenant_id, id));
      create table labs.course_tag (
        %1$s, course_id bigint, tag text,
        constraint tag_course foreign key (tenant_id, course_id)
          references labs.course (tenant_id, id));
      create table labs.course_learner (
        %1$s, course_id bigint, learner_id bigint,
        constraint learner_course foreign key (tenant_id, course_id)
          references labs.course (tenant_id, id),
        constraint course_learner foreign key (tenant_id, learner_id)
          references labs.learner (tenant_id, id));
      create table labs.task (
        id bigint primary key, tenant_id text not null, title text, unique (tenant_id, id));
      create table labs.quiz (
        id bigint primary key, %1$s, question text,
        constraint quiz_task foreign key (tenant_id, id) references labs.task (tenant_id, id));
      create function labs.course_titles() returns setof text language sql stable
        set search_path = labs as 'select title from course order by id';
      create procedure labs.close_courses() language sql
        set search_path = labs as 'update course set title = ''closed''';
      create function labs.owners_titles() returns setof text language sql stable security definer
        set search_path = labs as 'select title from course order by id';
      grant select, insert, update, delete on all tables in schema labs to labs_app;
      """
          .formatted(FILLED);

  /** The tables alone, in the shared schema, with row security. */
  static final String SHARED_TABLES =
      MODEL.substring(0, MODEL.indexOf("create function"))
          + TABLES.stream()
              .map(table -> RowSecurity.enable("labs." + table).script())
              .collect(Collectors.joining());

  /** The same as a migration makes them in a tenant's own place. */
  static final String TABLES_WITHOUT_SCHEMA =
      MODEL
          .substring(MODEL.indexOf("create table"), MODEL.indexOf("create function"))
          .replace("labs.", "");

  private static final String NO_ROWS =
      "delete from labs.course_tag; delete from labs.course_learner; delete from labs.lesson;"
          + "delete from labs.learner; delete from labs.course;"
          + "delete from labs.quiz; delete from labs.task;";

  private static final String ROWS =
      """
      insert into labs.course values
        (1, 'acme', 'C1', 'S3', null), (2, 'acme', 'C2', 'IAM', 1),
        (3, 'globex', 'C3', 'GLOBEX VPC', null), (4, 'globex', 'C4', 'GLOBEX EKS', 3);
      insert into labs.lesson values
        (11, 'acme', 1, 'buckets'), (13, 'globex', 3, 'GLOBEX subnets');
      insert into labs.learner values (21, 'acme', 'ada'), (23, 'globex', 'GLOBEX grace');
      insert into labs.course_tag values ('acme', 1, 'storage'), ('globex', 3, 'GLOBEX network');
      insert into labs.task values (51, 'acme', 'exam'), (53, 'globex', 'GLOBEX exam');
      insert into labs.quiz values (51, 'acme', 'why?'), (53, 'globex', 'GLOBEX why?');
      insert into labs.course_learner values ('acme', 1, 21), ('globex', 3, 23);
      """;

  // A key that leads from one tenant to another is damage, though no row of the other changed.
  private static final String DAMAGE =
      """
      select 'course ' || c::text from labs.course c where tenant_id <> 'acme'
      union all select 'lesson ' || c::text from labs.lesson c where tenant_id <> 'acme'
      union all select 'learner ' || c::text from labs.learner c where tenant_id <> 'acme'
      union all select 'tag ' || c::text from labs.course_tag c where tenant_id <> 'acme'
      union all select 'task ' || c::text from labs.task c where tenant_id <> 'acme'
      union all select 'quiz ' || c::text from labs.quiz c where tenant_id <> 'acme'
      union all select 'learns ' || c::text from labs.course_learner c where tenant_id <> 'acme'
      union all select 'key ' || a::text from labs.lesson a where course_id is not null and not exists
        (select 1 from labs.course b where b.tenant_id = a.tenant_id and b.id = a.course_id)
      union all select 'key ' || a::text from labs.course a where parent_id is not null and not exists
        (select 1 from labs.course b where b.tenant_id = a.tenant_id and b.id = a.parent_id)
      union all select 'key ' || a::text from labs.course_learner a where learner_id is not null and not exists
        (select 1 from labs.learner b where b.tenant_id = a.tenant_id and b.id = a.learner_id)
      union all select 'key ' || a::text from labs.course_learner a where course_id is not null and not exists
        (select 1 from labs.course b where b.tenant_id = a.tenant_id and b.id = a.course_id)
      union all select 'key ' || a::text from labs.course_tag a where course_id is not null and not exists
        (select 1 from labs.course b where b.tenant_id = a.tenant_id and b.id = a.course_id)
      """;

  // There is one schema, whatever the number of raids: what the last of them made of it.
  private static Schema schema = Schema.UNKNOWN;

  private final Locks locks;
  private final Unit unit;
  private LabsDatabase database;

  private Raid(Locks locks) {
    this.locks = locks;
    this.database = fresh(locks);
    this.unit = locks.hibernate ? unit() : rootUnit();
  }

  /** Globex's rows behind these locks, and a unit of acme's. */
  static Raid on(Locks locks) {
    return new Raid(locks);
  }

  /** The same with the rows as they were at first. */
  Raid again() {
    if (schema == Schema.of(locks)) {
      execute(database.superuser(), NO_ROWS + ROWS);
    } else {
      database = fresh(locks);
    }
    return this;
  }

  private static LabsDatabase fresh(Locks locks) {
    LabsDatabase database = LabsDatabase.bare();
    execute(database.owner(), MODEL);
    execute(database.superuser(), ROWS);
    if (locks.database) {
      execute(
          database.owner(),
          TABLES.stream()
              .map(table -> RowSecurity.enable("labs." + table).script())
              .collect(Collectors.joining()));
    }
    schema = Schema.of(locks);
    return database;
  }

  /** Keys without the tenant, as many a schema has them, and what came of them. */
  Raid withPlainKeys() {
    return with(
        "alter table labs.lesson drop constraint lesson_course;"
            + "alter table labs.course drop constraint course_parent;"
            + "alter table labs.lesson add foreign key (course_id) references labs.course (id);"
            + "insert into labs.lesson values (41, 'acme', 3, 'a guess')");
  }

  /** Primary keys that begin with the tenant: one tenant's id is free for another. */
  Raid withPrimaryKeysByTenant() {
    return with(
        "alter table labs.course drop constraint course_pkey;"
            + "alter table labs.course add primary key (tenant_id, id)");
  }

  /** As the superuser, who may do everything. */
  Raid with(String sql) {
    schema = Schema.UNKNOWN;
    execute(database.superuser(), sql);
    return this;
  }

  /** The same on the rows as they were at first, and as the attack needs them. */
  Loot triesAfresh(Attack attack) {
    again();
    attack.prepare(this);
    return tries(attack);
  }

  /** Everything that acme sees and does in one transaction. */
  Loot tries(Attack attack) {
    Loot loot = new Loot();
    List<String> before = damage();
    try {
      unit.in(
          ACME,
          session -> {
            attack.on(session, loot);
            session.flush();
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

  /** The titles of acme's courses. */
  List<String> titles() {
    return texts("select title from labs.course where tenant_id = 'acme' order by id, title");
  }

  /** All titles that the application's role sees on a connection that nobody guards. */
  List<String> titlesPastTheGuard() {
    return texts(app(), "select title from labs.course");
  }

  private List<String> damage() {
    return texts(DAMAGE);
  }

  private List<String> texts(String sql) {
    return texts(database.superuser(), sql);
  }

  private static List<String> texts(DataSource source, String sql) {
    try (Connection connection = source.getConnection()) {
      return LabsDatabase.texts(connection, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Unit unit() {
    return Unit.of(
        app(),
        Map.of(
            "hibernate.default_batch_fetch_size",
            10,
            "leasehold.isolation.shared",
            Oddities.SHARED),
        entities());
  }

  static Class<?>[] entities() {
    return Stream.concat(
            Stream.of(Course.class, Lesson.class, Learner.class), Stream.of(Oddities.ALL))
        .toArray(Class<?>[]::new);
  }

  private DataSource app() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.appUrl() + "?currentSchema=labs");
    source.setUser("labs_app");
    return source;
  }

  private Unit rootUnit() {
    return rootUnit(app(), Map.of("hibernate.default_batch_fetch_size", 10), entities());
  }

  /** A unit in which every session is a root session. */
  static Unit rootUnit(DataSource app, Map<String, Object> more, Class<?>... entities) {
    EverybodyIsRoot resolver = new EverybodyIsRoot();
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("leasehold.isolation", "none");
    settings.put(AvailableSettings.MULTI_TENANT_IDENTIFIER_RESOLVER, resolver);
    return Unit.of(
        TenantDataSource.around(app).startingUntil(resolver.asked::get), settings, entities);
  }

  @Override
  public void close() {
    unit.close();
  }

  private enum Schema {
    SECURED,
    BARE,
    UNKNOWN;

    static Schema of(Locks locks) {
      return locks.database ? SECURED : BARE;
    }
  }

  /** Hibernate's own way to switch its discriminator off. */
  private static final class EverybodyIsRoot implements CurrentTenantIdentifierResolver<String> {

    final AtomicBoolean asked = new AtomicBoolean();

    @Override
    public String resolveCurrentTenantIdentifier() {
      asked.set(true);
      return TenantContext.require().id().value();
    }

    @Override
    public boolean validateExistingCurrentSessions() {
      return true;
    }

    @Override
    public boolean isRoot(String tenant) {
      return true;
    }
  }
}
