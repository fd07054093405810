package io.leasehold.isolation.hibernate;

import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** The attacks that were measured on Hibernate alone, before there was a guard. */
enum MatrixAttack implements Attack {
  FIND((session, loot) -> loot.see(session.find(Course.class, 3L))),

  NATIVE_QUERY(
      (session, loot) ->
          loot.see(session.createNativeQuery("select title from course", String.class).list())),

  NATIVE_ENTITY_QUERY(
      (session, loot) ->
          loot.see(session.createNativeQuery("select * from course", Course.class).list())),

  FIRST_LEVEL_CACHE(
      (session, loot) -> {
        var unused = session.createNativeQuery("select * from course", Course.class).list();
        loot.see(session.find(Course.class, 3L));
      }),

  FLUSH(
      (session, loot) ->
          session
              .createNativeQuery("select * from course where id = 3", Course.class)
              .list()
              .forEach(course -> course.rename("stolen"))),

  DISABLE_FILTER(
      (session, loot) -> {
        session.disableFilter("_tenantId");
        loot.see(session.createSelectionQuery("from Course", Course.class).list());
      }),

  REFERENCE(
      (session, loot) ->
          session.persist(new Lesson(40, session.getReference(Course.class, 3L), "guess"))),

  /** Of a row that an attack like the one before has left. */
  LAZY_READ(
      (session, loot) -> {
        Course course = session.find(Lesson.class, 41L).course();
        Hibernate.initialize(course);
        loot.see(course.title());
      }),

  JOIN_FETCH(
      (session, loot) ->
          session
              .createSelectionQuery("from Lesson l join fetch l.course", Lesson.class)
              .list()
              .forEach(lesson -> loot.see(lesson.course().title()))),

  BULK_UPDATE(
      (session, loot) ->
          session.createMutationQuery("update Course set title = 'stolen'").executeUpdate()),

  BULK_DELETE(
      (session, loot) ->
          session.createMutationQuery("delete from Lesson where id = 13").executeUpdate()),

  INSERT(
      (session, loot) ->
          session
              .createMutationQuery(
                  "insert into Course (id, tenant_id, title) values (20, 'globex', 'planted')")
              .executeUpdate()),

  STATELESS_UPDATE(forged(StatelessSession::update, "acme")),

  STATELESS_UPDATE_WITH_ITS_TENANT(forged(StatelessSession::update, "globex")),

  STATELESS_UPSERT(forged(StatelessSession::upsert, "acme")),

  STATELESS_UPSERT_WITH_ITS_TENANT(forged(StatelessSession::upsert, "globex")),

  STATELESS_DELETE(Attack.stateless((session, loot) -> session.delete(new Course(4, "acme", "x")))),

  STATELESS_DELETE_WITH_ITS_TENANT(
      Attack.stateless((session, loot) -> session.delete(new Course(4, "globex", "x")))),

  UPSERT_OF_A_NEW_ROW(
      Attack.stateless((session, loot) -> session.upsert(new Course(60, null, "new")))),

  MERGE((session, loot) -> loot.see(session.merge(new Course(3, "acme", "stolen")))),

  MERGE_WITH_ITS_TENANT(
      (session, loot) -> loot.see(session.merge(new Course(3, "globex", "stolen")))),

  SQL_IN_HQL(
      (session, loot) ->
          loot.see(
              session
                  .createSelectionQuery(
                      "select sql('(select string_agg(title, '','') from course)') from Course",
                      String.class)
                  .list())),

  CHANGE_OF_TENANT(
      (session, loot) -> {
        Course mine = session.find(Course.class, 1L);
        mine.giveTo("globex");
        mine.rename("given away");
      }),

  PERSIST_FOR_ANOTHER((session, loot) -> session.persist(new Course(61, "globex", "planted"))),

  SESSION_OF_NOBODY(inSessionOf(null, MatrixAttack::readAndPlant)),

  SESSION_OF_AN_EMPTY_NAME(inSessionOf("", MatrixAttack::readAndPlant)),

  SESSION_OF_ANOTHER(inSessionOf("globex", MatrixAttack::readAndPlant)),

  SESSION_OF_A_ROOT(inSessionOf("root", MatrixAttack::readAndPlant));

  @SuppressWarnings("ImmutableEnumChecker") // Lambdas that hold nothing.
  private final Attack attack;

  MatrixAttack(Attack attack) {
    this.attack = attack;
  }

  @Override
  public void on(Session session, Loot loot) throws Exception {
    attack.on(session, loot);
  }

  @Override
  public void prepare(Raid raid) {
    if (this == LAZY_READ || this == JOIN_FETCH) {
      raid.withPlainKeys();
    }
  }

  private static Attack forged(Write write, String tenant) {
    return Attack.stateless((session, loot) -> write.on(session, new Course(3, tenant, "stolen")));
  }

  private static void readAndPlant(Session session, Loot loot) {
    loot.see(session.createSelectionQuery("from Course", Course.class).list());
    session.persist(new Course(62, "planted"));
  }

  private static Attack inSessionOf(@Nullable Object tenant, Attack attack) {
    return (session, loot) -> {
      try (Session other =
          session.getSessionFactory().withOptions().tenantIdentifier(tenant).openSession()) {
        other.beginTransaction();
        attack.on(other, loot);
        other.getTransaction().commit();
      }
    };
  }

  private interface Write {
    void on(StatelessSession session, Course course);
  }
}
