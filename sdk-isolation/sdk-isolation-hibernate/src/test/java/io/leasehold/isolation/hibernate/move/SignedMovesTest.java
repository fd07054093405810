package io.leasehold.isolation.hibernate.move;

import static io.leasehold.isolation.hibernate.move.MoveDatabase.ACME;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.DATABASE;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.GLOBEX;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.SCHEMA;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.SHARED;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.hibernate.RowSecurity;
import io.leasehold.isolation.hibernate.SignedTenants;
import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.isolation.hibernate.TenantExpression;
import io.leasehold.isolation.hibernate.TenantMovingException;
import io.leasehold.isolation.hibernate.TenantSigningKey;
import io.leasehold.isolation.hibernate.placement.TenantPlacement;
import io.leasehold.isolation.hibernate.placement.TenantPlacement.OwnDatabase;
import io.leasehold.isolation.hibernate.placement.TenantPlacement.OwnSchema;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Moves, backup and erasure of a tenant whose rows are hidden from whoever proves nothing. */
class SignedMovesTest {

  private static final TenantSigningKey KEY = TenantSigningKey.random("moves");
  private static final Tenant TENANT = Tenant.active(ACME, Tier.of("basic"));
  private static final MoveDatabase DB = MoveDatabase.start();

  @BeforeAll
  static void install() throws SQLException {
    for (String database : List.of("postgres", "t_acme")) {
      execute(DB.ownerOf(database), SignedTenants.script());
      try (Connection owner = DB.ownerOf(database).getConnection()) {
        KEY.install(owner);
      }
    }
  }

  @AfterAll
  static void stop() {
    DB.close();
  }

  @BeforeEach
  void rows() {
    DB.clear();
    believe(TenantExpression.VARIABLE);
    DB.seed(ACME, 200);
    DB.seed(GLOBEX, 50);
    believe(SignedTenants.EXPRESSION);
  }

  @Test
  @Tag("row-K39")
  void everyWayFromPlaceToPlaceKeepsEveryRowAsItIs() throws Exception {
    String mine = rows(ACME, SHARED);
    String others = rows(GLOBEX, SHARED);
    String nothing = rows(ACME, SCHEMA);
    TenantPlacement at = SHARED;
    for (TenantPlacement next : List.of(SCHEMA, DATABASE, SHARED)) {
      MoveReport moved = moves().move(ACME, next);
      assertThat(moved.state()).isEqualTo(MoveState.KEPT);
      assertThat(moved.rows()).isEqualTo(20 + 200 + 40);
      assertThat(application(next, "select count(*) from %s.purchase")).containsExactly("200");
      assertRefused(at);
      moves().finish(moved.id());
      assertThat(rows(ACME, next)).isEqualTo(mine).isNotEqualTo(nothing);
      assertThat(rows(ACME, at)).isEqualTo(nothing);
      at = next;
    }
    assertThat(rows(GLOBEX, SHARED)).isEqualTo(others);
    assertThat(DB.leftovers(DB.owner())).isEmpty();
    assertThat(DB.leftovers(DB.ownerOf("t_acme"))).isEmpty();
  }

  @Test
  void whatIsWrittenMeanwhileAndSinceGoesAlongAndComesBack() throws Exception {
    AtomicBoolean written = new AtomicBoolean();
    MoveReport moved =
        moves()
            .watching(
                step -> {
                  if (step == MoveStep.FOLLOWING && written.compareAndSet(false, true)) {
                    add(SHARED, "meanwhile");
                  }
                })
            .move(ACME, DATABASE);
    add(DATABASE, "since");
    String now = rows(ACME, DATABASE);
    assertThat(moves().rollBack(moved.id()).state()).isEqualTo(MoveState.UNDONE);
    assertThat(rows(ACME, SHARED)).isEqualTo(now);
    assertThat(application(SHARED, "select name from %s.customer where name !~ ' '"))
        .containsExactlyInAnyOrder("meanwhile", "since");
  }

  @Test
  void whatWasErasedComesBackAtEveryPlaceAsItWas() throws Exception {
    TenantBackup backup = TenantBackup.of(DB.places()).signed(KEY);
    TenantErasure erasure = TenantErasure.of(DB.places()).signed(KEY);
    String mine = rows(ACME, SHARED);
    String others = rows(GLOBEX, SHARED);
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    assertThat(backup.write(ACME, SHARED, saved)).isEqualTo(260);
    assertThat(erasure.erase(ACME, SHARED).rows()).isEqualTo(260);
    for (TenantPlacement place : List.of(SCHEMA, DATABASE, SHARED)) {
      assertThat(backup.restore(ACME, place, new ByteArrayInputStream(saved.toByteArray())))
          .isEqualTo(260);
      assertThat(rows(ACME, place)).isEqualTo(mine);
      erasure.erase(ACME, place);
    }
    assertThat(rows(GLOBEX, SHARED)).isEqualTo(others);
  }

  /** Row security would hide all rows; none would be copied, saved or deleted, without a word. */
  @Test
  void whoProvesNothingIsRefusedAtTheStart() {
    String mine = rows(ACME, SHARED);
    TenantSigningKey unknown = TenantSigningKey.random("moves");
    TenantMoves plain = DB.moves();
    TenantBackup backup = TenantBackup.of(DB.places());
    TenantErasure erasure = TenantErasure.of(DB.places());
    for (TenantMoves moves : List.of(plain, plain.signed(unknown))) {
      refused(() -> moves.move(ACME, SCHEMA));
      assertThat(moves.placeOf(ACME)).isEqualTo(SHARED);
    }
    for (TenantErasure erases : List.of(erasure, erasure.signed(unknown))) {
      refused(() -> erases.erase(ACME, SHARED));
    }
    for (TenantBackup saves : List.of(backup, backup.signed(unknown))) {
      refused(() -> saves.write(ACME, SHARED, new ByteArrayOutputStream()));
    }
    assertThat(DB.states()).isNotEmpty().containsOnly(MoveState.UNDONE);
    assertThat(DB.leftovers(DB.owner())).isEmpty();
    assertThat(rows(ACME, SHARED)).isEqualTo(mine);
  }

  private static void refused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MoveException.class, e -> assertThat(e.code()).isEqualTo(MoveException.NOT_BELIEVED));
  }

  private static void assertRefused(TenantPlacement old) {
    assertThatThrownBy(() -> application(old, "select name from %s.customer"))
        .satisfies(
            e ->
                assertThat(TenantMovingException.in(e))
                    .hasValueSatisfying(moving -> assertThat(moving.moved()).isTrue()));
  }

  private static TenantMoves moves() {
    return DB.moves().signed(KEY);
  }

  private static void believe(TenantExpression expression) {
    for (String table : MoveDatabase.TABLES) {
      for (String schema : List.of("shop", "t_acme")) {
        execute(DB.owner(), RowSecurity.enable(schema + "." + table).tenant(expression).script());
      }
      execute(
          DB.ownerOf("t_acme"), RowSecurity.enable("shop." + table).tenant(expression).script());
    }
  }

  private static void add(TenantPlacement place, String name) {
    try {
      application(
          place,
          "insert into %s.customer (tenant_id, name) values ('acme', '" + name + "') returning 1");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the application is told at the place; it proves its tenant. */
  private static List<String> application(TenantPlacement place, String sql) throws Exception {
    TenantDataSource source =
        TenantDataSource.around(DB.as("shop_app", database(place))).signed(KEY);
    return TenantScopes.call(
        TENANT,
        () -> {
          try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            List<String> told =
                Sql.query(connection, sql.formatted(schema(place)), row -> row.getString(1));
            connection.commit();
            return told;
          }
        });
  }

  /** How many rows, and what of them, as who is past row security sees it. */
  private static String rows(TenantId tenant, TenantPlacement place) {
    List<String> sums = new ArrayList<>();
    try (Connection connection = DB.as("postgres", database(place)).getConnection()) {
      for (String table : MoveDatabase.TABLES) {
        sums.addAll(
            Sql.query(
                connection,
                "select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) from "
                    + schema(place)
                    + "."
                    + table
                    + " t where tenant_id = ?",
                row -> row.getString(1),
                tenant.value()));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return String.join(", ", sums);
  }

  private static String database(TenantPlacement place) {
    return place instanceof OwnDatabase own ? own.database() : "postgres";
  }

  private static String schema(TenantPlacement place) {
    return place instanceof OwnSchema own ? own.schema() : "shop";
  }
}
