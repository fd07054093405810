package io.leasehold.isolation.hibernate.move;

import static io.leasehold.isolation.hibernate.move.MoveDatabase.ACME;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.DATABASE;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.GLOBEX;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.SHARED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The process that moves is killed; another one goes on, while a user writes all the time. */
class MoverKilledTest {

  private static final MoveDatabase DB = MoveDatabase.start();

  @AfterAll
  static void stop() {
    DB.close();
  }

  @BeforeEach
  void rows() {
    DB.clear();
    DB.seed(ACME, 300);
    DB.seed(GLOBEX, 50);
  }

  @ParameterizedTest
  @Tag("row-K39")
  @EnumSource(
      value = MoveStep.class,
      names = {"PLANNED", "PIECE", "FOLLOWING", "STOPPING", "STOPPED", "SWITCHED"})
  void anotherNodeGoesOnWhereTheKilledOneWas(MoveStep step) throws Exception {
    killed(step.name(), Integer.MAX_VALUE);
  }

  @Test
  @Tag("row-K39")
  void itIsKilledAnywhere() throws Exception {
    Random random = new Random(39);
    for (int i = 0; i < (Boolean.getBoolean("leasehold.long") ? 40 : 2); i++) {
      rows();
      killed("", 1 + random.nextInt(25));
    }
  }

  private static void killed(String step, int lines) throws Exception {
    String others = DB.fingerprint(GLOBEX, SHARED);
    ShopWriter writer = new ShopWriter(DB.port(), 3, 1_000_000);
    Thread writing = new Thread(writer);
    writing.start();
    await().until(() -> writer.written() > 50);
    Process mover = Programs.start(MoverProgram.class, DB.port(), "DATABASE", step);
    try (BufferedReader told = Programs.output(mover)) {
      assertThat(Programs.readUntil(told, step, lines)).isPositive();
      Programs.kill(mover);
    }
    TenantMoves moves = DB.moves().keep(Duration.ZERO).lease(Duration.ofSeconds(5));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              moves.upkeep();
              List<MoveState> states = DB.states();
              return states.size() == 1 && states.get(0) == MoveState.FINISHED;
            });
    long atTheNewPlace = writer.written();
    await().until(() -> writer.written() > atTheNewPlace + 20);
    writer.stop();
    writing.join();
    assertThat(ShopWriter.linesInDatabase(DB, DATABASE))
        .containsExactlyElementsOf(writer.lines())
        .isNotEmpty();
    assertThat(DB.ask(ACME, DATABASE, "select count(*) from customer")).containsExactly("30");
    assertThat(DB.fingerprint(GLOBEX, SHARED)).isEqualTo(others);
    assertThat(DB.leftovers(DB.owner())).isEmpty();
    assertThat(DB.leftovers(DB.ownerOf("t_acme"))).isEmpty();
  }
}
