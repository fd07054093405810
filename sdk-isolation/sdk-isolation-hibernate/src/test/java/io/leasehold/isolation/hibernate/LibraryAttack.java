package io.leasehold.isolation.hibernate;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import io.leasehold.tenancy.TenantScopes;
import jakarta.data.Order;
import jakarta.data.Sort;
import jakarta.data.page.PageRequest;
import java.util.function.BiConsumer;
import org.hibernate.Session;
import org.hibernate.envers.AuditReader;
import org.hibernate.envers.AuditReaderFactory;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertValuesStep3;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.postgresql.jdbc.PgConnection;

/**
 * What libraries have that reads or writes rows: jOOQ on the data source, Envers and Jakarta Data
 * on the unit.
 */
enum LibraryAttack {
  JOOQ_SELECT(jooq((sql, loot) -> loot.see(sql.selectFrom(Papers.TABLE).fetch(Papers.TITLE)))),

  JOOQ_PLAIN_SQL(
      jooq((sql, loot) -> loot.see(sql.fetchValues("select title from labs.paper where id = 3")))),

  JOOQ_CURSOR(
      jooq(
          (sql, loot) -> {
            try (Cursor<Record> rows = sql.selectFrom(Papers.TABLE).fetchSize(1).fetchLazy()) {
              rows.forEach(row -> loot.see(row.get(Papers.TITLE)));
            }
          })),

  JOOQ_UPDATE(
      jooq(
          (sql, loot) ->
              sql.update(Papers.TABLE)
                  .set(Papers.TITLE, "stolen")
                  .where(Papers.ID.eq(3L))
                  .execute())),

  JOOQ_UPDATE_RETURNING(
      jooq(
          (sql, loot) ->
              loot.see(
                  sql.update(Papers.TABLE)
                      .set(Papers.ID, Papers.ID)
                      .returning(Papers.TITLE)
                      .fetch(Papers.TITLE)))),

  JOOQ_DELETE(
      jooq((sql, loot) -> sql.deleteFrom(Papers.TAGS).where(Papers.PAPER_ID.eq(3L)).execute())),

  JOOQ_INSERT(jooq((sql, loot) -> insert(sql, 70, "globex").execute())),

  JOOQ_UPSERT(
      jooq(
          (sql, loot) ->
              insert(sql, 3, "acme")
                  .onConflict(Papers.ID)
                  .doUpdate()
                  .set(Papers.TITLE, "stolen")
                  .execute())),

  JOOQ_BATCH(
      jooq(
          (sql, loot) ->
              sql.batch(
                      sql.update(Papers.TABLE).set(Papers.TITLE, "stolen").where(Papers.ID.eq(3L)),
                      sql.deleteFrom(Papers.TAGS).where(Papers.PAPER_ID.eq(3L)))
                  .execute())),

  JOOQ_BATCH_OF_VALUES(
      jooq(
          (sql, loot) ->
              sql.batch("update labs.paper set title = ? where id = ?")
                  .bind("own", 1L)
                  .bind("stolen", 3L)
                  .execute())),

  JOOQ_BATCH_INSERT(
      jooq((sql, loot) -> sql.batch(insert(sql, 71, "acme"), insert(sql, 72, "globex")).execute())),

  JOOQ_NESTED_TRANSACTION(
      jooq(
          (sql, loot) -> {
            try {
              sql.transaction(
                  inner -> {
                    insert(inner.dsl(), 73, "acme").execute();
                    throw new IllegalStateException("back to the savepoint");
                  });
            } catch (IllegalStateException expected) {
              loot.see(sql.selectFrom(Papers.TABLE).fetch(Papers.TITLE));
            }
          })),

  JOOQ_ANOTHER_SCOPE(
      jooq(
          (sql, loot) -> {
            sql.selectFrom(Papers.TABLE).fetch();
            TenantScopes.run(
                Tenants.GLOBEX, () -> loot.see(sql.selectFrom(Papers.TABLE).fetch(Papers.TITLE)));
          })),

  JOOQ_UNWRAPPED(
      jooq(
          (sql, loot) ->
              sql.connection(
                  connection ->
                      loot.see(
                          LabsDatabase.texts(
                              connection.unwrap(PgConnection.class),
                              "select title from labs.paper"))))),

  JOOQ_OUTSIDE_A_TRANSACTION(
      (raid, loot) -> loot.see(on(raid).selectFrom(Papers.TABLE).fetch(Papers.TITLE))),

  JOOQ_IN_ANOTHER_THREAD(
      (raid, loot) ->
          loot.see(
              on(raid)
                  .transactionResultAsync(
                      inner -> inner.dsl().selectFrom(Papers.TABLE).fetch(Papers.TITLE))
                  .toCompletableFuture()
                  .join())),

  ENVERS_FIND(envers((reader, loot) -> loot.see(reader.find(Paper.class, 3L, 3)))),

  ENVERS_REVISIONS(
      envers(
          (reader, loot) ->
              reader.getRevisions(Paper.class, 3L).forEach(number -> loot.see(Loot.MARK)))),

  ENVERS_QUERY(
      envers(
          (reader, loot) ->
              loot.see(
                  reader
                      .createQuery()
                      .forRevisionsOfEntity(Paper.class, false, true)
                      .getResultList()))),

  ENVERS_SNAPSHOT(
      envers(
          (reader, loot) ->
              loot.see(
                  reader.createQuery().forEntitiesAtRevision(Paper.class, 3).getResultList()))),

  ENVERS_REVISION_ENTITY(
      envers((reader, loot) -> loot.see(reader.findRevision(PaperRevision.class, 3)))),

  ENVERS_HQL(
      hibernate(
          (session, loot) ->
              loot.see(
                  session
                      .createSelectionQuery(
                          "select title from " + Paper.class.getName() + "_AUD", String.class)
                      .list()))),

  ENVERS_NATIVE_QUERY(
      hibernate(
          (session, loot) ->
              loot.see(
                  session
                      .createNativeQuery(
                          "select title from labs.paper_aud union all"
                              + " select tag from labs.paper_tag_aud union all"
                              + " select author from labs.paper_revision",
                          String.class)
                      .list()))),

  ENVERS_NATIVE_UPDATE(
      hibernate(
          (session, loot) ->
              session
                  .createNativeMutationQuery("update labs.paper_aud set title = 'x' where id = 3")
                  .executeUpdate())),

  ENVERS_NATIVE_DELETE(
      hibernate(
          (session, loot) ->
              session
                  .createNativeMutationQuery("delete from labs.paper_tag_aud where paper_id = 3")
                  .executeUpdate())),

  ENVERS_REVISION_FOR_ANOTHER(
      hibernate(
          (session, loot) ->
              session
                  .createNativeMutationQuery(
                      "insert into labs.paper_aud (rev, revtype, id, tenant_id, title)"
                          + " values (3, 1, 4, 'globex', 'planted')")
                  .executeUpdate())),

  DATA_FIND_BY_ID(data((essays, loot) -> loot.see(essays.findById(3L)))),

  DATA_FIND_ALL(data((essays, loot) -> loot.see(essays.findAll().toList()))),

  DATA_PAGE(
      data(
          (essays, loot) ->
              loot.see(essays.findAll(PageRequest.ofSize(9), Order.by(Sort.asc("id"))).content()))),

  DATA_FIND_BY_TITLE(data((essays, loot) -> loot.see(essays.titled("GLOBEX VPC")))),

  DATA_QUERY(data((essays, loot) -> loot.see(essays.titles()))),

  DATA_SQL(data((essays, loot) -> loot.see(essays.titlesBySql()))),

  DATA_SESSION(
      data(
          (essays, loot) ->
              loot.see(
                  essays
                      .session()
                      .createNativeQuery("select title from labs.essay", String.class)
                      .list()))),

  DATA_BULK_UPDATE(data((essays, loot) -> essays.rename("stolen"))),

  DATA_BULK_DELETE(data((essays, loot) -> essays.forget(3))),

  DATA_UPDATE_BY_SQL(data((essays, loot) -> essays.renameBySql("stolen", 3))),

  DATA_INSERT(data((essays, loot) -> essays.add(new Essay(80, "globex", "planted")))),

  DATA_SAVE(data((essays, loot) -> essays.save(new Essay(3, "acme", "stolen")))),

  DATA_SAVE_WITH_ITS_TENANT(data((essays, loot) -> essays.save(new Essay(3, "globex", "stolen")))),

  DATA_UPDATE(data((essays, loot) -> essays.change(new Essay(3, "acme", "stolen")))),

  DATA_UPDATE_WITH_ITS_TENANT(
      data((essays, loot) -> essays.change(new Essay(3, "globex", "stolen")))),

  DATA_DELETE(data((essays, loot) -> essays.remove(new Essay(3, "acme", "GLOBEX VPC")))),

  DATA_DELETE_WITH_ITS_TENANT(
      data((essays, loot) -> essays.remove(new Essay(3, "globex", "GLOBEX VPC")))),

  DATA_DELETE_BY_ID(data((essays, loot) -> essays.deleteById(3L)));

  private static final class Papers {
    static final Table<Record> TABLE = table("labs.paper");
    static final Table<Record> TAGS = table("labs.paper_tag");
    static final Field<Long> ID = field("id", Long.class);
    static final Field<Long> PAPER_ID = field("paper_id", Long.class);
    static final Field<String> TENANT = field("tenant_id", String.class);
    static final Field<String> TITLE = field("title", String.class);
  }

  /** What acme does. */
  interface Step {
    void on(PressRaid raid, Loot loot);
  }

  @SuppressWarnings("ImmutableEnumChecker") // Lambdas that hold nothing.
  private final Step step;

  LibraryAttack(Step step) {
    this.step = step;
  }

  void on(PressRaid raid, Loot loot) {
    step.on(raid, loot);
  }

  private static DSLContext on(PressRaid raid) {
    return DSL.using(raid.guarded(), SQLDialect.POSTGRES);
  }

  private static Step jooq(BiConsumer<DSLContext, Loot> work) {
    return (raid, loot) -> on(raid).transaction(inner -> work.accept(inner.dsl(), loot));
  }

  private static Step hibernate(BiConsumer<Session, Loot> work) {
    return (raid, loot) -> raid.factory().inTransaction(session -> work.accept(session, loot));
  }

  private static Step data(BiConsumer<Essays, Loot> work) {
    return (raid, loot) ->
        raid.factory().inStatelessTransaction(session -> work.accept(new Essays_(session), loot));
  }

  private static Step envers(BiConsumer<AuditReader, Loot> work) {
    return hibernate((session, loot) -> work.accept(AuditReaderFactory.get(session), loot));
  }

  private static InsertValuesStep3<Record, Long, String, String> insert(
      DSLContext sql, long id, String tenant) {
    return sql.insertInto(Papers.TABLE, Papers.ID, Papers.TENANT, Papers.TITLE)
        .values(id, tenant, "planted");
  }
}
