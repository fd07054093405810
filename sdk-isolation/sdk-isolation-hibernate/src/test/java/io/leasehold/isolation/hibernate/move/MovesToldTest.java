package io.leasehold.isolation.hibernate.move;

import static io.leasehold.isolation.hibernate.move.MoveDatabase.ACME;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.SCHEMA;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.SHARED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leasehold.isolation.hibernate.placement.PlaceLayout;
import io.leasehold.isolation.hibernate.placement.TenantRouting;
import io.leasehold.tenancy.postgres.PostgresTenantChanges;
import io.leasehold.tenancy.postgres.TenancySchema;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A registry in the same database tells other nodes of a move, and no application has to. */
class MovesToldTest {

  private static final MoveDatabase DB = MoveDatabase.start();
  private static final String TOLD =
      "select count(*) from leasehold_tenancy.tenant_change where tenant_id = 'acme'";

  private final DataSource application = DB.as("shop_app", "postgres");

  @AfterAll
  static void stop() {
    DB.close();
  }

  @BeforeEach
  void rows() throws SQLException {
    TenancySchema.migrate(DB.owner(), "shop_app");
    MoveSchema.install(DB.owner(), "shop_app");
    MoveDatabase.execute(
        DB.owner(),
        "drop trigger if exists note_change on leasehold_move.tenant_placement;"
            + "truncate leasehold_tenancy.tenant_change");
    DB.clear();
    DB.seed(ACME, 20);
  }

  @Test
  @Tag("row-K39")
  void aNodeThatFollowsTheRegistryLearnsOfAMoveBeforeItsCacheForgets() throws SQLException {
    MoveSchema.tellWithRegistry(DB.owner());
    MoveSchema.tellWithRegistry(DB.owner());
    try (PostgresTenantChanges changes = PostgresTenantChanges.start(application);
        TenantRouting node = node(changes)) {
      await().until(() -> changes.unconfirmedFor().isZero());
      assertThat(node.placementOf(ACME)).isEqualTo(SHARED);
      DB.moves().move(ACME, SCHEMA);
      await()
          .atMost(PostgresTenantChanges.BOUND)
          .until(() -> node.placementOf(ACME).equals(SCHEMA));
      assertThat(changes.unconfirmedFor()).isZero();
    }
  }

  @Test
  @Tag("row-K39")
  void itIsToldWithTheChangeItselfThoughTheMoverDies() throws SQLException {
    MoveSchema.tellWithRegistry(DB.owner());
    assertThatThrownBy(() -> dyingAfterTheSwitch().move(ACME, SCHEMA)).hasMessage("dies");
    assertThat(told()).containsExactly("1");
  }

  @Test
  void withoutItNobodyIsToldByAMoverThatDies() {
    assertThatThrownBy(() -> dyingAfterTheSwitch().move(ACME, SCHEMA)).hasMessage("dies");
    assertThat(DB.moves().placeOf(ACME)).isEqualTo(SCHEMA);
    assertThat(told()).containsExactly("0");
  }

  private static TenantMoves dyingAfterTheSwitch() {
    return DB.moves()
        .announcing(
            change -> {
              throw new AssertionError("it is dead by then");
            })
        .watching(
            step -> {
              if (step == MoveStep.SWITCHED) {
                throw new IllegalStateException("dies");
              }
            });
  }

  private static List<String> told() {
    return DB.ask(ACME, SHARED, TOLD);
  }

  private TenantRouting node(PostgresTenantChanges changes) {
    return TenantRouting.builder(
            StoredPlacements.of(application, tenant -> SHARED), PlaceLayout.of("shop"))
        .following(changes)
        .rememberedFor(Duration.ofHours(1))
        .build();
  }
}
