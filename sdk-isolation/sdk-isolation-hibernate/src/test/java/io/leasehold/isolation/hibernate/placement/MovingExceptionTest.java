package io.leasehold.isolation.hibernate.placement;

import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.ACME;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.LAYOUT;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.add;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.as;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.execute;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.owner;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.superuser;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.isolation.hibernate.TenantMovingException;
import io.leasehold.isolation.hibernate.move.MovePlaces;
import io.leasehold.isolation.hibernate.move.MoveSchema;
import io.leasehold.isolation.hibernate.move.TenantMoves;
import io.leasehold.isolation.hibernate.placement.TenantPlacement.Shared;
import io.leasehold.tenancy.TenantScopes;
import jakarta.persistence.PersistenceConfiguration;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What PostgreSQL refuses for a move, as each kind of user of the data source sees it. */
class MovingExceptionTest {

  private static final String INSERT = "insert into run (tenant_id, title) values ('acme', ?)";
  private static final String READ = "select title from run";
  private static final Map<String, PlacesDatabase.Work<?>> USERS =
      Map.of(
          "statement", connection -> texts(connection, READ),
          "prepared",
              connection -> {
                try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
                  statement.setString(1, "late");
                  return statement.executeUpdate();
                }
              },
          "second statement",
              connection -> {
                texts(connection, "select 1");
                return texts(connection, READ);
              },
          "large update",
              connection -> {
                try (Statement statement = connection.createStatement()) {
                  return statement.executeLargeUpdate("update run set title = 'late'");
                }
              },
          "row by row",
              connection -> {
                try (Statement statement =
                    connection.createStatement(
                        ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_UPDATABLE)) {
                  return statement.executeQuery("select id, title from run").next();
                }
              });

  private final PlacesDatabase database = new PlacesDatabase();
  private final TenantMoves moves =
      TenantMoves.of(
              MovePlaces.of(owner("postgres"), LAYOUT, PlacesDatabase::owner),
              tenant -> new Shared())
          .rememberedFor(Duration.ZERO);
  private final TenantRouting untold = TenantRouting.builder(moves::placeOf, LAYOUT).build();
  private final HikariDataSource pool = database.pool(2);
  private final TenantDataSource source = TenantDataSource.around(pool).routed(untold);

  @BeforeEach
  void aTenantThatMoves() throws Exception {
    MoveSchema.install(owner("postgres"), "labs_app");
    TenantPlacement place = TenantPlacement.in(IsolationMode.SCHEMA, ACME.id());
    database.places().make(ACME.id(), place);
    add(ACME, source, "first");
    moves.move(ACME.id(), place);
  }

  @AfterEach
  void close() {
    untold.close();
    pool.close();
    execute(superuser("postgres"), "drop schema if exists leasehold_move cascade");
  }

  private static Stream<String> users() {
    return USERS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("users")
  @Tag("row-K39")
  void whoUsesJdbcIsToldThatTheTenantIsElsewhere(String user) throws Exception {
    SQLException refused = refused(user);
    assertThat(refused.getSQLState()).isEqualTo("LH331");
    assertThat((Throwable) refused)
        .isInstanceOf(SQLTransientException.class)
        .hasMessageContaining("run the transaction again")
        .hasCauseInstanceOf(TenantMovingException.class)
        .hasRootCauseInstanceOf(SQLException.class);
    // The refusal has let this node ask anew.
    as(ACME, source, work(user));
  }

  @ParameterizedTest
  @ValueSource(strings = {"prepared", "large update"})
  void duringTheStopTheSameWithAnotherCode(String user) throws Exception {
    execute(
        superuser("postgres"),
        "update leasehold_move.fence set mode = 'STOPPING' where mode = 'GONE'");
    SQLException refused = refused(user);
    assertThat(refused.getSQLState()).isEqualTo("LH330");
    assertThat(TenantMovingException.in(refused))
        .hasValueSatisfying(
            e -> {
              assertThat(e.code()).isEqualTo("LH-ISO-330");
              assertThat(e.moved()).isFalse();
              assertThat(e.retryAfter()).isPositive();
            });
  }

  @Test
  void aBatchStaysOneThatSaysWhatWasDone() {
    SQLException refused =
        catchThrowableOfType(
            SQLException.class,
            () ->
                as(
                    ACME,
                    source,
                    connection -> {
                      try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
                        for (String title : new String[] {"one", "two"}) {
                          statement.setString(1, title);
                          statement.addBatch();
                        }
                        return statement.executeBatch();
                      }
                    }));
    assertThat((Throwable) refused)
        .isInstanceOfSatisfying(
            BatchUpdateException.class,
            e -> {
              assertThat(e.getSQLState()).isEqualTo("LH331");
              assertThat(e.getUpdateCounts()).containsOnly(Statement.EXECUTE_FAILED);
            })
        .hasCauseInstanceOf(TenantMovingException.class);
  }

  @Test
  void whoUsesHibernateFindsItBehindTheException() throws Exception {
    try (SessionFactory unit =
        new PersistenceConfiguration("places")
            .property("jakarta.persistence.nonJtaDataSource", source)
            .managedClass(Run.class)
            .createEntityManagerFactory()
            .unwrap(SessionFactory.class)) {
      Throwable refused =
          catchThrowable(
              () ->
                  TenantScopes.run(
                      ACME, () -> unit.inTransaction(session -> session.persist(new Run("late")))));
      assertThat(refused).isInstanceOf(RuntimeException.class);
      assertThat(causes(refused)).hasAtLeastOneElementOfType(TenantMovingException.class);
      TenantScopes.run(ACME, () -> unit.inTransaction(session -> session.persist(new Run("late"))));
    }
    assertThat(texts(ACME, source, "select title from run order by title"))
        .containsExactly("first", "late");
  }

  @Test
  void otherFailuresStayAsTheDriverSaysThem() {
    SQLException wrong =
        catchThrowableOfType(
            SQLException.class,
            () -> as(ACME, source, (Connection c) -> texts(c, "select nothing from nowhere")));
    assertThat(wrong.getSQLState()).isEqualTo("42P01");
    assertThat(wrong.getClass().getName()).startsWith("org.postgresql");
  }

  private static PlacesDatabase.Work<?> work(String user) {
    return Objects.requireNonNull(USERS.get(user));
  }

  private SQLException refused(String user) {
    return catchThrowableOfType(SQLException.class, () -> as(ACME, source, work(user)));
  }

  private static List<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).toList();
  }
}
