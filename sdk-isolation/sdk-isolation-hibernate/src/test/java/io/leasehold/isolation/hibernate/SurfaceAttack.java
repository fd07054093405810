package io.leasehold.isolation.hibernate;

import java.sql.Connection;
import java.util.List;
import org.hibernate.Hibernate;
import org.hibernate.KeyType;
import org.hibernate.LockMode;
import org.hibernate.ReplicationMode;
import org.hibernate.Session;
import org.hibernate.query.SelectionQuery;
import org.postgresql.jdbc.PgConnection;

/** What else Hibernate has that reads or writes rows. */
enum SurfaceAttack implements Attack {
  CRITERIA(
      (session, loot) -> {
        var query = session.getCriteriaBuilder().createQuery(Course.class);
        query.from(Course.class);
        loot.see(session.createSelectionQuery(query).list());
      }),

  NATURAL_ID((session, loot) -> loot.see(session.find(Course.class, "C3", KeyType.NATURAL))),

  MULTI_LOAD((session, loot) -> loot.see(session.findMultiple(Course.class, List.of(1L, 3L)))),

  BATCH_LOAD(
      (session, loot) -> {
        Course foreign = session.getReference(Course.class, 3L);
        Hibernate.initialize(session.getReference(Course.class, 1L));
        if (Hibernate.isInitialized(foreign)) {
          loot.see(foreign.title());
        }
      }),

  ENTITY_GRAPH(
      (session, loot) -> {
        var graph = session.createEntityGraph(Course.class);
        graph.addAttributeNodes("lessons", "tags", "learners");
        Course course = session.find(graph, 3L);
        loot.see(course == null ? null : List.of(course, course.lessons(), course.learners()));
      }),

  LOCK((session, loot) -> loot.see(session.find(Course.class, 3L, LockMode.PESSIMISTIC_WRITE))),

  REFRESH(
      (session, loot) -> {
        Course foreign = session.getReference(Course.class, 3L);
        session.refresh(foreign);
        loot.see(foreign.title());
      }),

  @SuppressWarnings("deprecation")
  REPLICATE(
      (session, loot) ->
          session.replicate(new Course(3, "acme", "stolen"), ReplicationMode.OVERWRITE)),

  ELEMENTS(
      (session, loot) ->
          loot.see(session.createNativeQuery("select tag from course_tag", String.class).list())),

  ELEMENT_FOR_ANOTHER(
      mutation("insert into course_tag (tenant_id, course_id, tag) values ('globex', 3, 'x')")),

  ELEMENT_OF_A_FOREIGN_ROW(mutation("insert into course_tag (course_id, tag) values (3, 'x')")),

  JOIN_TABLE(
      (session, loot) ->
          loot.see(
              session
                  .createNativeQuery(
                      "select l.name from course_learner c join learner l on l.id = c.learner_id",
                      String.class)
                  .list())),

  JOIN_TABLE_TO_A_FOREIGN_ROW(
      (session, loot) ->
          session.find(Course.class, 1L).learners().add(session.getReference(Learner.class, 23L))),

  SUBCLASS_TABLE(
      (session, loot) ->
          loot.see(session.createNativeQuery("select question from quiz", String.class).list())),

  SUBCLASS(selection("from Quiz", Oddities.Quiz.class)),

  UNMARKED_ENTITY(selection("from UnmarkedCourse", Oddities.UnmarkedCourse.class)),

  UNMARKED_ENTITY_WRITTEN(
      (session, loot) -> {
        Oddities.UnmarkedCourse course = session.find(Oddities.UnmarkedCourse.class, 3L);
        if (course != null) {
          course.title = "stolen";
        }
      }),

  SUBSELECT(selection("from Overview", Oddities.Overview.class)),

  FORMULA((session, loot) -> loot.see(session.find(Learner.class, 21L).titles())),

  RESTRICTION(selection("from LooseLesson", Oddities.LooseLesson.class)),

  NAMED_NATIVE_QUERY(
      (session, loot) ->
          loot.see(session.createNamedSelectionQuery("Course.everything", Course.class).list())),

  FUNCTION(
      (session, loot) ->
          loot.see(
              session.createNativeQuery("select * from course_titles()", String.class).list())),

  STORED_PROCEDURE(
      (session, loot) -> session.createStoredProcedureQuery("close_courses").execute()),

  DEFINER_FUNCTION(
      (session, loot) ->
          loot.see(
              session.createNativeQuery("select * from owners_titles()", String.class).list())),

  WORK(
      (session, loot) ->
          session.doWork(
              connection -> loot.see(LabsDatabase.texts(connection, "select title from course")))),

  UNWRAPPED_WORK(
      (session, loot) ->
          session.doWork(
              connection -> {
                Connection bare = connection.unwrap(PgConnection.class);
                loot.see(LabsDatabase.texts(bare, "select title from course"));
              })),

  METADATA_OF_WORK(
      (session, loot) ->
          session.doWork(
              connection -> {
                Connection again = connection.getMetaData().getConnection();
                loot.see(LabsDatabase.texts(again, "select title from course"));
              })),

  NATIVE_UPDATE(mutation("update course set title = 'stolen' where id = 3")),

  NATIVE_DELETE(mutation("delete from lesson where id = 13")),

  ROW_SECURITY_OFF(
      (session, loot) -> {
        session.createNativeMutationQuery("set local row_security = off").executeUpdate();
        loot.see(session.createNativeQuery("select title from course", String.class).list());
      }),

  TABLE_ALTERED(
      (session, loot) -> {
        session
            .createNativeMutationQuery("alter table course disable row level security")
            .executeUpdate();
        loot.see(session.createNativeQuery("select title from course", String.class).list());
      }),

  SECOND_SESSION(
      (session, loot) -> {
        try (Session second =
            session
                .sessionWithOptions()
                .connection()
                .tenantIdentifier((Object) "globex")
                .openSession()) {
          loot.see(second.createSelectionQuery("from Course", Course.class).list());
        }
      }),

  SCROLL(
      (session, loot) -> {
        try (var rows =
            session.createNativeQuery("select title from course", String.class).scroll()) {
          while (rows.next()) {
            loot.see(rows.get());
          }
        }
      }),

  STREAM(
      (session, loot) -> {
        try (var rows =
            session.createNativeQuery("select title from course", String.class).stream()) {
          rows.forEach(loot::see);
        }
      }),

  STATELESS_GET(Attack.stateless((session, loot) -> loot.see(session.get(Course.class, 3L)))),

  STATELESS_INSERT(
      Attack.stateless((session, loot) -> session.insert(new Course(70, "globex", "planted")))),

  STATELESS_NATIVE_QUERY(
      Attack.stateless(
          (session, loot) ->
              loot.see(
                  session.createNativeQuery("select title from course", String.class).list())));

  @SuppressWarnings("ImmutableEnumChecker") // Lambdas that hold nothing.
  private final Attack attack;

  SurfaceAttack(Attack attack) {
    this.attack = attack;
  }

  @Override
  public void on(Session session, Loot loot) throws Exception {
    attack.on(session, loot);
  }

  private static Attack mutation(String sql) {
    return (session, loot) -> session.createNativeMutationQuery(sql).executeUpdate();
  }

  private static Attack selection(String hql, Class<?> entity) {
    return (session, loot) -> {
      SelectionQuery<?> query = session.createSelectionQuery(hql, entity);
      loot.see(query.list());
    };
  }
}
