package io.leasehold.isolation.hibernate.move;

import static io.leasehold.isolation.hibernate.move.MoveDatabase.ACME;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.DATABASE;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.GLOBEX;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.SCHEMA;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.SHARED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.leasehold.isolation.hibernate.IsolationReport;
import io.leasehold.isolation.hibernate.TenantIsolationCheck;
import io.leasehold.isolation.hibernate.TenantMovingException;
import io.leasehold.isolation.hibernate.placement.TenantPlacement;
import io.leasehold.tenancy.TenantChange;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Moves of a tenant with some rows of every kind of column. */
class TenantMovesTest {

  private static final MoveDatabase DB = MoveDatabase.start();

  @AfterAll
  static void stop() {
    DB.close();
  }

  @BeforeEach
  void rows() {
    DB.clear();
    DB.seed(ACME, 500);
    DB.seed(GLOBEX, 100);
  }

  @Test
  @Tag("row-K39")
  void everyWayFromPlaceToPlaceKeepsEveryRowAsItIs() {
    String mine = DB.fingerprint(ACME, SHARED);
    String others = DB.fingerprint(GLOBEX, SHARED);
    TenantPlacement at = SHARED;
    for (TenantPlacement next : List.of(SCHEMA, DATABASE, SCHEMA, SHARED, DATABASE, SHARED)) {
      MoveReport moved = DB.moves().move(ACME, next);
      assertThat(moved.state()).isEqualTo(MoveState.KEPT);
      assertThat(moved.rows()).isEqualTo(50 + 500 + 100);
      assertThat(moved.writeStop()).isPresent();
      assertThat(DB.moves().placeOf(ACME)).isEqualTo(next);
      assertThat(DB.moves().finish(moved.id()).state()).isEqualTo(MoveState.FINISHED);
      assertThat(DB.fingerprint(ACME, next)).isEqualTo(mine);
      assertThat(DB.ask(ACME, at, "select count(*) from purchase")).containsExactly("0");
      at = next;
    }
    assertThat(DB.fingerprint(GLOBEX, SHARED)).isEqualTo(others);
    assertThat(DB.leftovers(DB.owner())).isEmpty();
    assertThat(DB.leftovers(DB.ownerOf("t_acme"))).isEmpty();
  }

  @Test
  void nothingIsLostOrDoubledThatIsWrittenMeanwhile() throws Exception {
    List<ShopWriter> writers = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      ShopWriter writer = new ShopWriter(DB.port(), i, 5_000_000);
      writers.add(writer);
      threads.add(new Thread(writer));
      threads.get(i).start();
    }
    for (TenantPlacement next : List.of(SCHEMA, DATABASE, SHARED)) {
      MoveReport moved = DB.moves().with(MoveDatabase.OPTIONS.withChunk(100)).move(ACME, next);
      DB.moves().finish(moved.id());
    }
    writers.forEach(ShopWriter::stop);
    for (Thread thread : threads) {
      thread.join();
    }
    List<String> books = new ArrayList<>();
    writers.forEach(writer -> books.addAll(writer.lines()));
    assertThat(ShopWriter.linesInDatabase(DB, SHARED))
        .containsExactlyInAnyOrderElementsOf(books)
        .isNotEmpty();
  }

  @Test
  void whoIsStillAtTheOldPlaceIsRefusedByTheDatabase() {
    DB.moves().move(ACME, SCHEMA);
    for (String sql :
        List.of(
            "select name from customer",
            "select count(*) from purchase where amount > 490",
            "insert into customer (tenant_id, name) values ('acme', 'late')",
            "update customer set name = name || '!'",
            "delete from purchase")) {
      assertThat(catchThrowable(() -> DB.askAsApplication(ACME, SHARED, sql)))
          .as(sql)
          .isNotNull()
          .satisfies(
              e ->
                  assertThat(TenantMovingException.in(e))
                      .hasValueSatisfying(moving -> assertThat(moving.moved()).isTrue()));
    }
    assertThat(DB.askAsApplication(GLOBEX, SHARED, "select count(*) from purchase"))
        .containsExactly("100");
    assertThat(DB.askAsApplication(ACME, SCHEMA, "select count(*) from purchase"))
        .containsExactly("500");
  }

  @Test
  void rollingBackTakesAlongWhatWasWrittenSince() {
    MoveReport moved = DB.moves().move(ACME, DATABASE);
    DB.askAsApplication(
        ACME, DATABASE, "insert into customer (tenant_id, name) values ('acme', 'new one')");
    DB.askAsApplication(ACME, DATABASE, "delete from purchase where amount <= 200");
    DB.askAsApplication(ACME, DATABASE, "update customer set advised_by = null");
    String now = DB.fingerprint(ACME, DATABASE);
    assertThat(DB.moves().rollBack(moved.id()).state()).isEqualTo(MoveState.UNDONE);
    assertThat(DB.fingerprint(ACME, SHARED)).isEqualTo(now);
    assertThat(DB.moves().placeOf(ACME)).isEqualTo(SHARED);
    assertThat(DB.ask(ACME, DATABASE, "select count(*) from purchase")).containsExactly("0");
    assertThat(DB.leftovers(DB.owner())).isEmpty();
    DB.askAsApplication(
        ACME, SHARED, "insert into customer (tenant_id, name) values ('acme', 'another')");
  }

  @Test
  void aMoveIsNeitherDriftNorAHole() throws SQLException {
    TenantIsolationCheck check = TenantIsolationCheck.of(DB.as("shop_app", "postgres"), "shop");
    IsolationReport before = check.run();
    DB.moves().move(ACME, SCHEMA);
    IsolationReport during = check.run();
    assertThat(during.fingerprint()).isEqualTo(before.fingerprint());
    assertThat(during.findings()).isEqualTo(before.findings());
  }

  @Test
  void theSequencesGoOnAfterTheOldOnes() {
    DB.ask(ACME, SHARED, "select setval('customer_id_seq', 5000)");
    DB.moves().move(ACME, SCHEMA);
    assertThat(
            DB.ask(
                ACME,
                SCHEMA,
                "insert into customer (tenant_id, name) values ('acme', 'next')"
                    + " returning (id > 5000)::text"))
        .containsExactly("true");
  }

  @Test
  void theStoreTellsWhereATenantIs() {
    StoredPlacements placements =
        StoredPlacements.of(DB.as("shop_app", "postgres"), tenant -> SHARED);
    List<TenantChange> told = new ArrayList<>();
    assertThat(placements.of(ACME)).isEqualTo(SHARED);
    DB.moves().announcing(told::add).move(ACME, SCHEMA);
    assertThat(placements.of(ACME)).isEqualTo(SCHEMA);
    assertThat(placements.of(GLOBEX)).isEqualTo(SHARED);
    assertThat(told).containsExactly(TenantChange.of(ACME));
  }
}
