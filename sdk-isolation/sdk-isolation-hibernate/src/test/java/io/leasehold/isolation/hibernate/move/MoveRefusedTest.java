package io.leasehold.isolation.hibernate.move;

import static io.leasehold.isolation.hibernate.move.MoveDatabase.ACME;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.GLOBEX;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.SCHEMA;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.SHARED;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.hibernate.RowSecurity;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be moved is refused, by its code, and nothing is left of the attempt. */
class MoveRefusedTest {

  private static final MoveDatabase DB = MoveDatabase.start();

  @AfterAll
  static void stop() {
    DB.close();
  }

  @BeforeEach
  void rows() {
    DB.clear();
    DB.seed(ACME, 20);
    DB.seed(GLOBEX, 20);
  }

  @AfterEach
  void noOtherTables() {
    for (String schema : List.of("shop", "t_acme")) {
      execute(
          DB.owner(),
          "drop table if exists %1$s.extra, %1$s.team, %1$s.member cascade;".formatted(schema)
              + "alter table %1$s.customer drop column if exists more".formatted(schema));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tenant_id text not null, n int|extra has no primary key",
        "tenant_id text not null, n int primary key, file oid|extra.file points into the catalogue",
        "tenant_id text not null, n int primary key deferrable|primary key of extra is deferrable"
      })
  void tablesThatCannotBeMovedAreNamed(String columns, String why) {
    extra("extra", columns);
    refused(MoveException.NOT_MOVABLE, why);
  }

  @Test
  void aTriggerWouldRunForCopiedRows() {
    extra("extra", "tenant_id text not null, n int primary key");
    execute(
        DB.owner(),
        "create or replace function t_acme.noticed() returns trigger language plpgsql"
            + " as $$ begin return new; end $$;"
            + "create trigger noticed before insert on t_acme.extra for each row"
            + " execute function t_acme.noticed()");
    refused(MoveException.NOT_MOVABLE, "trigger noticed on extra");
    assertThat(DB.moves().triggersLeaveMoverAlone().move(ACME, SCHEMA).state())
        .isEqualTo(MoveState.KEPT);
  }

  @Test
  void aTenantsTableWithoutRowSecurityIsNotForgotten() {
    execute(DB.owner(), "create table shop.extra (tenant_id text, n int primary key)");
    refused(MoveException.NOT_MOVABLE, "shop.extra has the tenant column and no row security");
  }

  @Test
  void placesOfDifferentVersionsAreRefused() {
    execute(DB.owner(), "alter table t_acme.customer add column more text");
    refused(MoveException.TABLES_DIFFER, "customer has column more text");
  }

  @Test
  void rowsThatAreThereAlreadyStay() {
    DB.ask(ACME, SCHEMA, "insert into customer (tenant_id, name) values ('acme', 'forgotten')");
    refused(MoveException.NOT_EMPTY, "customer");
    assertThat(DB.ask(ACME, SCHEMA, "select name from customer")).containsExactly("forgotten");
  }

  @Test
  void aKeyThatAnotherTenantHasIsRefusedAndUndone() {
    MoveReport moved = DB.moves().move(ACME, SCHEMA);
    DB.moves().finish(moved.id());
    String taken = DB.ask(GLOBEX, SHARED, "select id from purchase limit 1").get(0);
    DB.askAsApplication(
        ACME,
        SCHEMA,
        "insert into purchase select tenant_id, '%s', customer_id, 1 from purchase limit 1"
            .formatted(taken));
    String mine = DB.fingerprint(ACME, SCHEMA);
    assertThatThrownBy(() -> DB.moves().move(ACME, SHARED))
        .isInstanceOfSatisfying(
            MoveException.class, e -> assertThat(e.code()).isEqualTo(MoveException.KEY_TAKEN))
        .hasMessageNotContaining(taken);
    assertThat(DB.states()).containsExactly(MoveState.FINISHED, MoveState.UNDONE);
    assertThat(DB.moves().placeOf(ACME)).isEqualTo(SCHEMA);
    assertThat(DB.fingerprint(ACME, SCHEMA)).isEqualTo(mine);
    assertThat(DB.ask(ACME, SHARED, "select count(*) from customer")).containsExactly("0");
    assertThat(DB.leftovers(DB.owner())).isEmpty();
  }

  @Test
  void aTenantMovesOnceAtATime() {
    MoveReport moved = DB.moves().move(ACME, SCHEMA);
    assertThatThrownBy(() -> DB.moves().move(ACME, SHARED))
        .isInstanceOfSatisfying(
            MoveException.class, e -> assertThat(e.code()).isEqualTo(MoveException.ALREADY_MOVING));
    DB.moves().finish(moved.id());
    assertThatThrownBy(() -> DB.moves().rollBack(moved.id()))
        .isInstanceOfSatisfying(
            MoveException.class, e -> assertThat(e.code()).isEqualTo(MoveException.NO_SUCH_MOVE));
  }

  @Test
  void tablesThatReferToEachOtherMoveInOnePiece() {
    extra("team", "tenant_id text not null, n int, lead int, primary key (tenant_id, n)");
    extra(
        "member", "tenant_id text not null, n int, team int not null, primary key (tenant_id, n)");
    for (String schema : List.of("shop", "t_acme")) {
      execute(
          DB.owner(),
          """
          alter table %1$s.team add foreign key (tenant_id, lead) references %1$s.member;
          alter table %1$s.member add foreign key (tenant_id, team) references %1$s.team;
          """
              .formatted(schema));
    }
    DB.ask(
        ACME,
        SHARED,
        """
        insert into team values ('acme', 1), ('acme', 2);
        insert into member values ('acme', 1, 2), ('acme', 2, 1);
        update team set lead = n;
        """);
    MoveReport moved = DB.moves().move(ACME, SCHEMA);
    assertThat(DB.ask(ACME, SCHEMA, "select n || ' ' || lead from team order by n"))
        .containsExactly("1 1", "2 2");
    DB.askAsApplication(ACME, SCHEMA, "update team set lead = 3 - n");
    assertThat(DB.moves().rollBack(moved.id()).state()).isEqualTo(MoveState.UNDONE);
    assertThat(DB.ask(ACME, SHARED, "select n || ' ' || lead from team order by n"))
        .containsExactly("1 2", "2 1");
    assertThat(DB.ask(ACME, SCHEMA, "select n from team")).isEmpty();
  }

  private static void extra(String name, String columns) {
    for (String schema : List.of("shop", "t_acme")) {
      String table = schema + "." + name;
      execute(
          DB.owner(),
          "create table %s (%s);".formatted(table, columns)
              + RowSecurity.enable(table).script()
              + "grant select, insert, update, delete on %s to shop_app".formatted(table));
    }
  }

  private static void refused(String code, String why) {
    assertThatThrownBy(() -> DB.moves().move(ACME, SCHEMA))
        .isInstanceOfSatisfying(MoveException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(why);
    assertThat(DB.states()).containsOnly(MoveState.UNDONE);
    assertThat(DB.moves().placeOf(ACME)).isEqualTo(SHARED);
    assertThat(DB.leftovers(DB.owner())).isEmpty();
    DB.askAsApplication(ACME, SHARED, "delete from purchase_label");
  }
}
