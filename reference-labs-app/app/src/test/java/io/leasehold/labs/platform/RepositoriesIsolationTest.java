package io.leasehold.labs.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.hibernate.RowSecurity;
import io.leasehold.isolation.hibernate.TenantIsolationCheck;
import io.leasehold.isolation.testkit.data.DataIsolationTck;
import io.leasehold.isolation.testkit.data.DataUnderTest;
import io.leasehold.isolation.testkit.data.KnownRows;
import io.leasehold.isolation.testkit.data.Seeding;
import io.leasehold.isolation.testkit.data.WantedArgument;
import io.leasehold.labs.catalogue.Lab;
import io.leasehold.labs.catalogue.LabDescription;
import io.leasehold.labs.catalogue.Labs;
import io.leasehold.labs.learner.Learner;
import io.leasehold.labs.learner.LearnerRows;
import io.leasehold.labs.run.LabRun;
import io.leasehold.labs.run.LabRuns;
import io.leasehold.labs.run.Operation;
import io.leasehold.labs.run.OperationKind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The isolation kit on the repositories of the product, its entities and its tables, on a real
 * database. One learner is a learner of both tenants here, so that nothing but the tenant keeps
 * their rows apart.
 */
class RepositoriesIsolationTest implements DataIsolationTck {

  private static final Learner LEARNER = Learner.of("https://issuer.example", "ada");

  private static EmbeddedPostgres server;
  private static EntityManagerFactory unit;

  @BeforeAll
  static void open() throws Exception {
    server = EmbeddedPostgres.start();
    try (Connection admin = server.getPostgresDatabase().getConnection();
        Statement statement = admin.createStatement()) {
      statement.execute("create role labs_owner login; create role labs_app login");
      statement.execute("grant create on database postgres to labs_owner");
    }
    migrate();
    PersistenceConfiguration configuration = new PersistenceConfiguration("labs");
    configuration.property("jakarta.persistence.nonJtaDataSource", app());
    configuration.property("hibernate.default_schema", Migrations.SCHEMA);
    for (Class<?> entity : List.of(Lab.class, LabRun.class, Operation.class)) {
      configuration.managedClass(entity);
    }
    unit = configuration.createEntityManagerFactory();
  }

  @AfterAll
  static void close() throws Exception {
    unit.close();
    server.close();
  }

  @Override
  public DataUnderTest dataUnderTest() {
    return DataUnderTest.builder(unit)
        .seed(RepositoriesIsolationTest::seed)
        .repositoryOver(Labs.class, RepositoriesIsolationTest::labs)
        .repositoryOver(LabRuns.class, RepositoriesIsolationTest::runs)
        .repositoryOver(LearnerRows.class, RepositoriesIsolationTest::learnerRows)
        .arguments(RepositoriesIsolationTest::argument)
        .build();
  }

  @Test
  void whatTheProductAsksAtItsStartHoldsHere() throws Exception {
    assertThat(TenantIsolationCheck.of(app(), Migrations.SCHEMA).entities(unit).run().errors())
        .isEmpty();
  }

  private static void seed(Seeding rows) {
    Lab lab = new Lab(rows.marker());
    lab.describe(
        new LabDescription(
            rows.marker(),
            rows.marker(),
            "beginner",
            30,
            List.of(rows.marker()),
            List.of("s3"),
            rows.marker()),
        1);
    LabRun run = new LabRun(LEARNER, lab, rows.marker(), Instant.now());
    rows.persist(lab);
    rows.persist(run);
    rows.persist(new Operation(run, OperationKind.START_LAB, Instant.now()));
  }

  private static Object argument(WantedArgument wanted, KnownRows rows) {
    if (wanted.type() == Learner.class) {
      return LEARNER;
    }
    if (wanted.type() == OperationKind.class) {
      return OperationKind.START_LAB;
    }
    if (wanted.target().startsWith("Labs.") && wanted.name().equals("name")) {
      return rows.value("lab", "name");
    }
    if (wanted.target().startsWith("LabRuns.") && wanted.name().matches("id|run")) {
      return wanted.target().startsWith("LabRuns.operation(Learner,UUID)")
          ? rows.value("operation", "id")
          : rows.value("lab_run", "id");
    }
    if (wanted.target().startsWith("LabRuns.change")) {
      Consumer<LabRun> change = run -> run.failed(Instant.now());
      return change;
    }
    if (wanted.target().startsWith("LearnerRows.of")) {
      Object run = rows.value("lab_run", "id");
      Function<EntityManager, Object> work =
          entities ->
              entities
                  .createNativeQuery(
                      "select lab_title from labs.lab_run where id = :id", String.class)
                  .setParameter("id", run)
                  .getResultList();
      return work;
    }
    return null;
  }

  private static Labs labs(EntityManager session) {
    return with(new Labs(), "entities", session);
  }

  private static LearnerRows learnerRows(EntityManager session) {
    return with(new LearnerRows(), "entities", session);
  }

  private static LabRuns runs(EntityManager session) {
    return with(new LabRuns(), "rows", learnerRows(session));
  }

  // What the container does.
  private static <T> T with(T bean, String field, Object value) {
    try {
      Field place = bean.getClass().getDeclaredField(field);
      place.setAccessible(true);
      place.set(bean, value);
      return bean;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void migrate() throws Exception {
    PGSimpleDataSource owner = source("labs_owner");
    Flyway.configure()
        .dataSource(owner)
        .schemas(Migrations.SCHEMA)
        .table("schema_history")
        .locations("classpath:db/labs")
        .load()
        .migrate();
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : Migrations.TENANT_TABLES) {
        statement.execute(RowSecurity.enable(table).script());
        statement.execute("grant select, insert, update on " + table + " to labs_app");
      }
      statement.execute("grant usage on schema labs to labs_app");
    }
  }

  // The kit reads rows, too, and a run is seen by its learner only.
  private static PGSimpleDataSource app() {
    PGSimpleDataSource source = source("labs_app");
    source.setOptions("-c labs.learner=" + LEARNER.pseudonym());
    return source;
  }

  private static PGSimpleDataSource source(String role) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {server.getPort()});
    source.setDatabaseName("postgres");
    source.setUser(role);
    return source;
  }
}
