package io.leasehold.isolation.hibernate.move;

import static io.leasehold.isolation.hibernate.move.MoveDatabase.ACME;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.DATABASE;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.GLOBEX;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.SHARED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leasehold.isolation.hibernate.placement.TenantPlacement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The mover lives, and loses its connections to both places, while a user writes all the time. */
class MoveConnectionLossTest {

  private static final MoveDatabase DB = MoveDatabase.start();
  private static final boolean LONG = Boolean.getBoolean("leasehold.long");
  private static final String LOSE =
      "select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = 'shop_owner'";

  private final ShopWriter writer = new ShopWriter(DB.port(), 5, 1_000_000);
  private final Thread writing = new Thread(writer);
  private final AtomicInteger losses = new AtomicInteger();
  private String others = "";

  @AfterAll
  static void stop() {
    DB.close();
  }

  @BeforeEach
  void rows() {
    DB.clear();
    DB.seed(ACME, 300);
    DB.seed(GLOBEX, 50);
    others = DB.fingerprint(GLOBEX, SHARED);
    writing.start();
    await().until(() -> writer.written() > 20);
  }

  @AfterEach
  void stopWriting() throws InterruptedException {
    writer.stop();
    writing.join();
  }

  static List<MoveStep> there() {
    return LONG
        ? List.of(
            MoveStep.PLANNED,
            MoveStep.COPYING,
            MoveStep.PIECE,
            MoveStep.FOLLOWING,
            MoveStep.STOPPING,
            MoveStep.STOPPED,
            MoveStep.SWITCHED,
            MoveStep.DELETING)
        : List.of(MoveStep.PIECE, MoveStep.STOPPED, MoveStep.SWITCHED);
  }

  static List<MoveStep> back() {
    return LONG
        ? List.of(MoveStep.FOLLOWING, MoveStep.STOPPED, MoveStep.SWITCHED, MoveStep.DELETING)
        : List.of(MoveStep.STOPPED);
  }

  @ParameterizedTest
  @Tag("row-K39")
  @MethodSource("there")
  void whoseConnectionsAreLostAtAStepSaysSoOrGoesOn(MoveStep step) throws Exception {
    moveAndFinish(once(step, () -> MoveDatabase.execute(superuser(), LOSE)));
    nothingIsLostNorDoubled(DATABASE);
  }

  @Test
  @Tag("row-K39")
  void theyAreLostInTheMiddleOfStatementsAgainAndAgain() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    Thread loser = new Thread(() -> loseNowAndThen(over));
    loser.start();
    try {
      moveAndFinish(step -> {});
    } finally {
      over.set(true);
      loser.join();
    }
    System.out.println("all connections of the mover were lost " + losses + " times");
    nothingIsLostNorDoubled(DATABASE);
  }

  @ParameterizedTest
  @Tag("row-K39")
  @MethodSource("back")
  void theWayBackSurvivesItToo(MoveStep step) throws Exception {
    long move = DB.moves().move(ACME, DATABASE).id();
    TenantMoves moves =
        DB.moves()
            .lease(Duration.ofMillis(500))
            .watching(once(step, () -> MoveDatabase.execute(superuser(), LOSE)));
    attempt(() -> moves.rollBack(move));
    until(moves, MoveState.UNDONE);
    nothingIsLostNorDoubled(SHARED);
  }

  @Test
  @Tag("row-K39")
  void theServerMayCrashInTheMiddle() throws Exception {
    stopWriting();
    String mine = DB.fingerprint(ACME, SHARED);
    AtomicInteger piece = new AtomicInteger();
    moveAndFinish(
        step -> {
          // In the copy, and once more during the stop.
          if ((step == MoveStep.PIECE && piece.incrementAndGet() == 4)
              || (step == MoveStep.STOPPED && piece.getAndSet(9) < 9)) {
            crash();
          }
        });
    assertThat(DB.fingerprint(ACME, DATABASE)).isEqualTo(mine);
    assertThat(DB.ask(ACME, SHARED, "select count(*) from purchase")).containsExactly("0");
    assertThat(DB.fingerprint(GLOBEX, SHARED)).isEqualTo(others);
    assertThat(DB.leftovers(DB.owner())).isEmpty();
  }

  /** When one of its processes is killed, PostgreSQL ends all and recovers from its log. */
  private static void crash() {
    try (Connection connection = superuser().getConnection()) {
      long pid = Sql.query(connection, "select pg_backend_pid()", row -> row.getLong(1)).get(0);
      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void moveAndFinish(Consumer<MoveStep> watcher) {
    TenantMoves moves =
        DB.moves()
            .with(MoveDatabase.OPTIONS.withChunk(50))
            .lease(Duration.ofMillis(500))
            .keep(Duration.ZERO)
            .watching(watcher);
    begin(moves);
    until(moves, MoveState.FINISHED);
  }

  /** Its very first statement may meet a connection that the test before had ended. */
  private static void begin(TenantMoves moves) {
    await()
        .atMost(Duration.ofSeconds(60))
        // The question, while the server recovers.
        .ignoreException(IllegalStateException.class)
        .until(
            () -> {
              if (DB.states().isEmpty()) {
                attempt(() -> moves.move(ACME, DATABASE));
              }
              return !DB.states().isEmpty();
            });
  }

  private static void until(TenantMoves moves, MoveState end) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              try {
                moves.upkeep();
                return DB.states().equals(List.of(end));
              } catch (MoveException e) {
                assertThat(e.code()).isEqualTo(MoveException.UNAVAILABLE);
                return false;
              } catch (IllegalStateException e) {
                // The question, while the server recovers.
                assertThat(e).hasCauseInstanceOf(SQLException.class);
                return false;
              }
            });
  }

  /** What fails says that it can be resumed, and nothing else. */
  private static void attempt(Runnable turn) {
    try {
      turn.run();
    } catch (MoveException e) {
      assertThat(e.code()).as(e.getMessage()).isEqualTo(MoveException.UNAVAILABLE);
    }
  }

  private void loseNowAndThen(AtomicBoolean over) {
    Random random = new Random(17);
    for (int i = 0; i < (LONG ? 25 : 8) && !over.get(); i++) {
      losses.incrementAndGet();
      try {
        Thread.sleep(20 + random.nextInt(150));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      MoveDatabase.execute(superuser(), LOSE);
    }
  }

  private void nothingIsLostNorDoubled(TenantPlacement place) throws InterruptedException {
    long atTheNewPlace = writer.written();
    await().until(() -> writer.written() > atTheNewPlace + 20);
    stopWriting();
    assertThat(ShopWriter.linesInDatabase(DB, place))
        .containsExactlyElementsOf(writer.lines())
        .isNotEmpty();
    assertThat(DB.ask(ACME, place, "select count(*) from customer")).containsExactly("30");
    assertThat(DB.moves().placeOf(ACME)).isEqualTo(place);
    assertThat(DB.fingerprint(GLOBEX, SHARED)).isEqualTo(others);
    assertThat(DB.leftovers(DB.owner())).isEmpty();
    assertThat(DB.leftovers(DB.ownerOf("t_acme"))).isEmpty();
  }

  private static DataSource superuser() {
    return DB.as("postgres", "postgres");
  }

  private static Consumer<MoveStep> once(MoveStep at, Runnable act) {
    AtomicBoolean first = new AtomicBoolean(true);
    return step -> {
      if (step == at && first.getAndSet(false)) {
        act.run();
      }
    };
  }
}
