package io.leasehold.isolation.hibernate.move;

import static io.leasehold.isolation.hibernate.move.MoveDatabase.ACME;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.SCHEMA;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.SHARED;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.leasehold.isolation.hibernate.TenantMovingException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each guard of a move is taken away once; then a write is lost, or old rows are shown. */
class MoveSabotageTest {

  private static final MoveDatabase DB = MoveDatabase.start();
  private static final String WRITE =
      "insert into customer (tenant_id, name) values ('acme', 'written late')";
  private static final String WRITTEN = "select count(*) from customer where name = 'written late'";
  private static final String NO_GATE =
      """
      create or replace function leasehold_move.admit_write(fence bigint) returns void
      language plpgsql as $$ begin end $$
      """;
  private static final String NO_LOCK =
      """
      create or replace function leasehold_move.admit_write(fence bigint) returns void
      language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
      begin
        perform leasehold_move.refuse(f.mode) from leasehold_move.fence f
          where f.id = fence and f.mode <> 'CAPTURE';
      end $$
      """;
  private static final String NO_TRIGGER = "alter table shop.customer disable trigger user";

  @AfterAll
  static void stop() {
    DB.close();
  }

  @BeforeEach
  void rows() {
    DB.clear();
    DB.seed(ACME, 20);
  }

  @Test
  @Tag("row-K39")
  void withoutTheGateAWriteDuringTheStopIsLost() {
    AtomicReference<Throwable> guarded = new AtomicReference<>();
    MoveReport moved = move(MoveStep.STOPPED, () -> guarded.set(catchThrowable(this::write)));
    assertThat(TenantMovingException.in(guarded.get())).isPresent();
    DB.moves().rollBack(moved.id());

    move(
        MoveStep.STOPPED,
        () -> {
          execute(DB.owner(), NO_GATE);
          write();
        });
    assertThat(DB.ask(ACME, SCHEMA, WRITTEN)).containsExactly("0");
  }

  @Test
  @Tag("row-K39")
  void withoutTheLockAWriterWithAnOldSnapshotLosesItsWrite() throws SQLException {
    AtomicReference<Connection> old = new AtomicReference<>();
    AtomicReference<Throwable> guarded = new AtomicReference<>();
    MoveReport moved =
        DB.moves()
            .watching(
                once(
                    MoveStep.STOPPING,
                    () -> old.set(oldSnapshot()),
                    MoveStep.STOPPED,
                    () -> guarded.set(catchThrowable(() -> write(old.get())))))
            .move(ACME, SCHEMA);
    old.get().close();
    assertThat(guarded.get()).hasMessageContaining("could not serialize access");
    DB.moves().rollBack(moved.id());

    DB.moves()
        .watching(
            once(
                MoveStep.STOPPING,
                () -> {
                  execute(DB.owner(), NO_LOCK);
                  old.set(oldSnapshot());
                },
                MoveStep.STOPPED,
                () -> write(old.get())))
        .move(ACME, SCHEMA);
    old.get().close();
    assertThat(DB.ask(ACME, SCHEMA, WRITTEN)).containsExactly("0");
  }

  @Test
  @Tag("row-K39")
  void aWriterWhoseSnapshotIsFromBeforeTheMoveIsRefused() throws SQLException {
    AtomicReference<Throwable> guarded = new AtomicReference<>();
    try (Connection old = oldSnapshot()) {
      move(MoveStep.STOPPED, () -> guarded.set(catchThrowable(() -> write(old))));
    }
    assertThat(TenantMovingException.in(guarded.get())).isPresent();
  }

  @Test
  @Tag("row-K39")
  void aWriteThatNobodyNotedIsFoundByTheSums() {
    assertThatThrownBy(
            () ->
                move(
                    MoveStep.STOPPING,
                    () -> {
                      execute(DB.owner(), NO_TRIGGER);
                      write();
                    }))
        .isInstanceOfSatisfying(
            MoveException.class, e -> assertThat(e.code()).isEqualTo(MoveException.NOT_EQUAL));
    assertThat(DB.moves().placeOf(ACME)).isEqualTo(SHARED);
    assertThat(DB.ask(ACME, SHARED, WRITTEN)).containsExactly("1");
    assertThat(DB.ask(ACME, SCHEMA, "select count(*) from customer")).containsExactly("0");
  }

  @Test
  @Tag("row-K39")
  void withoutTheSumsAWriteThatNobodyNotedIsLost() {
    DB.moves()
        .with(MoveDatabase.OPTIONS.withSumInStop(Duration.ofNanos(-1)))
        .watching(
            once(
                MoveStep.STOPPING,
                () -> {
                  execute(DB.owner(), NO_TRIGGER);
                  write();
                }))
        .move(ACME, SCHEMA);
    assertThat(DB.ask(ACME, SCHEMA, WRITTEN)).containsExactly("0");
  }

  @Test
  @Tag("row-K39")
  void withoutThePolicyTheOldPlaceShowsOldRows() {
    MoveReport moved = DB.moves().move(ACME, SCHEMA);
    String names = "select count(*) from customer";
    assertThatThrownBy(() -> DB.askAsApplication(ACME, SHARED, names))
        .hasMessageContaining("LH331");
    execute(
        DB.owner(), "drop policy leasehold_moving_%d on shop.customer".formatted(2 * moved.id()));
    assertThat(DB.askAsApplication(ACME, SHARED, names)).containsExactly("2");
  }

  @Test
  @Tag("row-K39")
  void aMoverThatLostItsTurnDoesNothingMore() {
    assertThatThrownBy(
            () ->
                DB.moves()
                    .lease(Duration.ZERO)
                    .watching(once(MoveStep.STOPPED, () -> DB.moves().upkeep()))
                    .move(ACME, SCHEMA))
        .isInstanceOfSatisfying(
            MoveException.class, e -> assertThat(e.code()).isEqualTo(MoveException.TAKEN_OVER));
    assertThat(DB.states()).containsExactly(MoveState.KEPT);
    DB.askAsApplication(ACME, SCHEMA, WRITE);
  }

  private MoveReport move(MoveStep at, Act act) {
    return DB.moves().watching(once(at, act)).move(ACME, SCHEMA);
  }

  private static Consumer<MoveStep> once(MoveStep at, Act act) {
    return once(at, act, at, () -> {});
  }

  private static Consumer<MoveStep> once(MoveStep at, Act act, MoveStep then, Act next) {
    AtomicBoolean first = new AtomicBoolean(true);
    AtomicBoolean second = new AtomicBoolean(at != then);
    return step -> {
      try {
        if (step == at && first.getAndSet(false)) {
          act.run();
        } else if (step == then && !first.get() && second.getAndSet(false)) {
          next.run();
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private void write() {
    DB.askAsApplication(ACME, SHARED, WRITE);
  }

  private static void write(Connection connection) throws SQLException {
    Sql.update(connection, WRITE);
    connection.commit();
  }

  private static Connection oldSnapshot() throws SQLException {
    Connection connection = DB.as("shop_app", "postgres").getConnection();
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    Sql.query(
        connection,
        "select set_config('leasehold.tenant', 'acme', true), set_config('search_path', 'shop', true)",
        row -> true);
    return connection;
  }

  /** What is done in the middle of a move. */
  @FunctionalInterface
  private interface Act {
    void run() throws Exception;
  }
}
