package io.leasehold.isolation.hibernate.move;

import static io.leasehold.isolation.hibernate.move.MoveDatabase.ACME;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.DATABASE;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.GLOBEX;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.SCHEMA;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.SHARED;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.leasehold.isolation.hibernate.RowSecurity;
import io.leasehold.isolation.hibernate.TenantMovingException;
import io.leasehold.isolation.hibernate.placement.TenantPlacement;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tables in ranges, lists and hashes move like others, and each part is fenced by its name. */
class MovePartitionsTest {

  private static final MoveDatabase DB = MoveDatabase.start();

  private static final String TABLES =
      """
      drop table if exists %1$s.click_0, %1$s.click, %1$s.visit cascade;
      create table %1$s.visit (tenant_id text not null, n int, day date not null, note text,
        primary key (tenant_id, n, day)) partition by range (day);
      create table %1$s.visit_old partition of %1$s.visit
        for values from (minvalue) to ('2026-01-01');
      create table %1$s.visit_new partition of %1$s.visit
        for values from ('2026-01-01') to ('2027-01-01') partition by list (tenant_id);
      create table %1$s.visit_new_all partition of %1$s.visit_new default;
      create table %1$s.click (tenant_id text not null, id uuid, n int, day date,
        primary key (tenant_id, id),
        foreign key (tenant_id, n, day) references %1$s.visit) partition by hash (id);
      create table %1$s.click_0 partition of %1$s.click for values with (modulus 2, remainder 0);
      create table %1$s.click_1 partition of %1$s.click for values with (modulus 2, remainder 1);
      grant select, insert, update, delete on all tables in schema %1$s to shop_app;
      """;

  private static final String ROWS =
      """
      select 'visit ' || count(*) || ' ' || sum(hashtextextended(v::text, 0)) from visit v
      union all
      select 'click ' || count(*) || ' ' || sum(hashtextextended(c::text, 0)) from click c
      """;

  @AfterAll
  static void stop() {
    DB.close();
  }

  @BeforeEach
  void rows() {
    DB.clear();
    make(DB.owner(), "shop");
    make(DB.owner(), "t_acme");
    make(DB.ownerOf("t_acme"), "shop");
    for (String tenant : List.of("acme", "globex")) {
      DB.ask(
          tenant.equals("acme") ? ACME : GLOBEX,
          SHARED,
          """
          insert into visit select '%1$s', i, date '2025-07-01' + i, 'first' from generate_series(1, 400) i;
          insert into click select '%1$s', gen_random_uuid(), n, day from visit where n %% 2 = 0;
          """
              .formatted(tenant));
    }
  }

  private static void make(DataSource owner, String schema) {
    execute(owner, TABLES.formatted(schema));
    for (String table : List.of("visit", "click")) {
      execute(owner, RowSecurity.enable(schema + "." + table).script());
    }
  }

  @Test
  @Tag("row-K39")
  void theyMoveFromPlaceToPlaceWithWhatIsWrittenMeanwhile() {
    String others = String.join(",", DB.ask(GLOBEX, SHARED, ROWS));
    TenantPlacement at = SHARED;
    for (TenantPlacement next : List.of(SCHEMA, DATABASE, SHARED)) {
      TenantPlacement old = at;
      long move =
          DB.moves()
              .with(MoveDatabase.OPTIONS.withChunk(50))
              .watching(
                  step -> {
                    if (step == MoveStep.STOPPING) {
                      writeSome(old);
                    }
                  })
              .move(ACME, next)
              .id();
      assertThat(DB.ask(ACME, next, "select string_agg(note, ' ' order by note) from visit"))
          .singleElement()
          .asString()
          .contains("by name", "changed", "over the year", "in a new part");
      String now = String.join(",", DB.ask(ACME, next, ROWS));
      DB.moves().finish(move);
      assertThat(String.join(",", DB.ask(ACME, next, ROWS))).isEqualTo(now);
      assertThat(DB.ask(ACME, old, "select count(*) from visit")).containsExactly("0");
      assertThat(DB.ask(ACME, next, "delete from visit where note = 'in a new part'")).isEmpty();
      at = next;
    }
    assertThat(String.join(",", DB.ask(GLOBEX, SHARED, ROWS))).isEqualTo(others);
    assertThat(DB.leftovers(DB.owner())).isEmpty();
    assertThat(DB.leftovers(DB.ownerOf("t_acme"))).isEmpty();
  }

  /** Rows that change, that go to another part, that are written by its name, in a new part. */
  private static void writeSome(TenantPlacement at) {
    for (String sql :
        List.of(
            "update visit set note = 'changed' where n = 7",
            "update visit set day = '2026-05-05', note = 'over the year' where n = 9",
            "insert into visit_old values ('acme', 1000, '2025-01-01', 'by name')"
                + " on conflict do nothing",
            "delete from click_0 where n = 10",
            "insert into visit values ('acme', 2000, '2026-02-02', 'in a new part')")) {
      DB.askAsApplication(ACME, at, sql);
    }
  }

  @Test
  @Tag("row-K39")
  void theOldPlaceIsShutForWhoNamesAPart() {
    long move = DB.moves().move(ACME, SCHEMA).id();
    for (String part : List.of("visit", "visit_old", "visit_new", "visit_new_all", "click_1")) {
      for (String sql : List.of("select count(*) from " + part, "delete from " + part)) {
        assertThat(TenantMovingException.in(catchThrowable(() -> askOld(sql)))).as(sql).isPresent();
      }
      assertThat(DB.askAsApplication(GLOBEX, SHARED, "select count(*) > 0 from " + part))
          .containsExactly("t");
    }
    execute(DB.owner(), "drop policy leasehold_moving_%d on shop.visit_old".formatted(2 * move));
    assertThat(askOld("select count(*) > 0 from visit_old")).containsExactly("t");
  }

  private static List<String> askOld(String sql) {
    return DB.askAsApplication(ACME, SHARED, sql);
  }

  @Test
  void aPlaceMayBePartitionedOtherwiseOrNotAtAll() {
    execute(
        DB.owner(),
        """
        drop table t_acme.click, t_acme.visit cascade;
        create table t_acme.visit (tenant_id text not null, n int, day date not null, note text,
          primary key (tenant_id, n, day));
        create table t_acme.click (tenant_id text not null, id uuid, n int, day date,
          primary key (tenant_id, id), foreign key (tenant_id, n, day) references t_acme.visit)
          partition by list (tenant_id);
        create table t_acme.click_all partition of t_acme.click default;
        """
            + RowSecurity.enable("t_acme.visit").script()
            + RowSecurity.enable("t_acme.click").script());
    List<String> mine = DB.ask(ACME, SHARED, ROWS);
    DB.moves().move(ACME, SCHEMA);
    assertThat(DB.ask(ACME, SCHEMA, ROWS)).isEqualTo(mine);
  }

  @Test
  void aPartThatComesMeanwhileIsFollowed() {
    String part =
        "create table shop.visit_next partition of shop.visit"
            + " for values from ('2027-01-01') to ('2028-01-01')";
    execute(DB.owner(), part.replace("shop", "t_acme"));
    assertThat(
            moving(
                    () -> {
                      execute(DB.owner(), part);
                      askOld("insert into visit values ('acme', 3000, '2027-03-03', 'next')");
                    })
                .state())
        .isEqualTo(MoveState.KEPT);
    assertThat(DB.ask(ACME, SCHEMA, "select note from visit_next")).containsExactly("next");
  }

  @Test
  void aPartThatIsDetachedEndsTheMoveAndTheTenantStays() {
    assertThatThrownBy(
            () ->
                moving(
                    () ->
                        execute(
                            DB.owner(), "alter table shop.click detach partition shop.click_0")))
        .isInstanceOfSatisfying(
            MoveException.class, e -> assertThat(e.code()).isEqualTo(MoveException.NOT_EQUAL));
    assertThat(DB.moves().placeOf(ACME)).isEqualTo(SHARED);
    assertThat(DB.ask(ACME, SCHEMA, "select count(*) from visit")).containsExactly("0");
    assertThat(DB.leftovers(DB.owner())).isEmpty();
  }

  @Test
  void aPlaceWithoutTheRowsPartTakesNone() {
    execute(
        DB.owner(),
        """
        drop table t_acme.click, t_acme.visit cascade;
        create table t_acme.visit (tenant_id text not null, n int, day date not null, note text,
          primary key (tenant_id, n, day)) partition by range (day);
        create table t_acme.click (tenant_id text not null, id uuid, n int, day date,
          primary key (tenant_id, id), foreign key (tenant_id, n, day) references t_acme.visit);
        create table t_acme.visit_new partition of t_acme.visit
          for values from ('2026-01-01') to ('2027-01-01');
        """
            + RowSecurity.enable("t_acme.visit").script()
            + RowSecurity.enable("t_acme.click").script());
    assertThatThrownBy(() -> DB.moves().move(ACME, SCHEMA))
        .isInstanceOfSatisfying(
            MoveException.class, e -> assertThat(e.code()).isEqualTo(MoveException.NOT_MOVABLE));
    assertThat(DB.states()).containsExactly(MoveState.UNDONE);
    assertThat(askOld("select count(*) from visit")).containsExactly("400");
  }

  @Test
  @Tag("row-K39")
  void theyAreSavedErasedAndRestored() throws Exception {
    List<String> mine = DB.ask(ACME, SHARED, ROWS);
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    TenantBackup backup = TenantBackup.of(DB.places());
    backup.write(ACME, SHARED, saved);
    TenantErasure.Proof gone = TenantErasure.of(DB.places()).erase(ACME, SHARED);
    assertThat(gone.tables())
        .contains(new TenantErasure.Erased("visit", 400), new TenantErasure.Erased("click", 200));
    assertThat(DB.ask(ACME, SHARED, "select count(*) from visit_old")).containsExactly("0");
    for (TenantPlacement place : List.of(DATABASE, SHARED)) {
      backup.restore(ACME, place, new ByteArrayInputStream(saved.toByteArray()));
      assertThat(DB.ask(ACME, place, ROWS)).isEqualTo(mine);
    }
  }

  private static MoveReport moving(Runnable act) {
    return DB.moves()
        .watching(
            step -> {
              if (step == MoveStep.STOPPING) {
                act.run();
              }
            })
        .move(ACME, SCHEMA);
  }
}
