package io.leasehold.isolation.hibernate.move;

import static io.leasehold.isolation.hibernate.move.MoveDatabase.ACME;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.DATABASE;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.SCHEMA;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.SHARED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.isolation.hibernate.TenantMovingException;
import io.leasehold.isolation.hibernate.placement.HikariPools;
import io.leasehold.isolation.hibernate.placement.PlaceChangedException;
import io.leasehold.isolation.hibernate.placement.PlaceLayout;
import io.leasehold.isolation.hibernate.placement.TenantPlacement;
import io.leasehold.isolation.hibernate.placement.TenantPlacements;
import io.leasehold.isolation.hibernate.placement.TenantPools;
import io.leasehold.isolation.hibernate.placement.TenantRouting;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nodes that remember where a tenant was, and queries that meet none of its old rows. */
@Tag("row-K39")
class StaleNodesTest {

  private static final MoveDatabase DB = MoveDatabase.start();
  private static final Tenant TENANT = Tenant.active(ACME, Tier.of("basic"));
  private static final Duration FOREVER = Duration.ofHours(1);
  private static final String NEVER_THERE = "select name from customer where name = 'new'";
  private static final String ADD = "insert into customer (tenant_id, name) values ('acme', 'new')";

  private final List<AutoCloseable> open = new ArrayList<>();
  private final TenantPlacements stored =
      StoredPlacements.of(DB.as("shop_app", "postgres"), tenant -> SHARED);

  @AfterAll
  static void stop() {
    DB.close();
  }

  @BeforeEach
  void rows() {
    DB.clear();
    DB.seed(ACME, 20);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  static List<TenantPlacement> places() {
    return List.of(SCHEMA, DATABASE);
  }

  @ParameterizedTest
  @MethodSource("places")
  void aQueryThatMeetsNoOldRowFindsWhatIsAtTheNewPlace(TenantPlacement place) {
    TenantDataSource node = node(stored, FOREVER);
    DB.moves().watching(at(MoveStep.FOLLOWING, () -> query(node, NEVER_THERE))).move(ACME, place);
    query(node(stored, FOREVER), ADD);

    assertThat(following(node, NEVER_THERE)).containsExactly("new");
  }

  @Test
  void whereMovesAreNotPassedOnItIsToldThatThereIsNone() {
    TenantDataSource node = node(this::withoutMoves, FOREVER);
    DB.moves().watching(at(MoveStep.FOLLOWING, () -> query(node, NEVER_THERE))).move(ACME, SCHEMA);
    query(node(stored, FOREVER), ADD);

    assertThat(query(node, NEVER_THERE)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("places")
  void aWriteAfterAMoveWasRolledBackIsMadeWhereTheTenantIsAgain(TenantPlacement place) {
    TenantDataSource node = node(stored, FOREVER);
    MoveReport moved = DB.moves().move(ACME, place);
    assertThat(query(node, NEVER_THERE)).isEmpty();
    DB.moves().rollBack(moved.id());

    following(node, ADD);
    assertThat(DB.ask(ACME, SHARED, NEVER_THERE)).containsExactly("new");
    assertThat(DB.ask(ACME, place, NEVER_THERE)).isEmpty();
  }

  @Test
  void whereMovesAreNotPassedOnAWriteAfterARollBackIsLost() {
    TenantDataSource node = node(this::withoutMoves, FOREVER);
    MoveReport moved = DB.moves().move(ACME, SCHEMA);
    assertThat(query(node, NEVER_THERE)).isEmpty();
    DB.moves().rollBack(moved.id());

    query(node, ADD);
    assertThat(DB.ask(ACME, SHARED, NEVER_THERE)).isEmpty();
  }

  @Test
  void aTenantIsNotMovedBeforeEachNodeForgotThatItDoesNotMove() {
    Duration remembered = Duration.ofSeconds(2);
    TenantDataSource node = node(stored, remembered);
    // Asked at the last moment at which it does not move.
    DB.moves()
        .rememberedFor(remembered)
        .watching(at(MoveStep.COPYING, () -> query(node, NEVER_THERE)))
        .move(ACME, SCHEMA);
    query(node(stored, FOREVER), ADD);

    assertThat(query(node, NEVER_THERE)).containsExactly("new");
  }

  @Test
  void nobodyIsRefusedButInTheStopThoughNoNodeIsTold() {
    TenantDataSource node = node(stored, FOREVER);
    Set<MoveStep> seen = EnumSet.noneOf(MoveStep.class);
    Consumer<MoveStep> reads =
        step -> {
          // Not before it is known that the tenant moves, and not in the stop.
          if (!Set.of(MoveStep.PLANNED, MoveStep.STOPPED, MoveStep.SWITCHED).contains(step)) {
            assertThat(query(node, "select count(*) from purchase")).containsExactly("20");
            seen.add(step);
          }
        };
    MoveReport moved = DB.moves().watching(reads).move(ACME, SCHEMA);
    DB.moves().watching(reads).finish(moved.id());

    assertThat(seen)
        .contains(MoveStep.COPYING, MoveStep.FOLLOWING, MoveStep.STOPPING)
        .contains(MoveStep.KEPT, MoveStep.DELETING, MoveStep.FINISHED);
    query(node, ADD);
    assertThat(DB.ask(ACME, SCHEMA, NEVER_THERE)).containsExactly("new");
  }

  @Test
  void whoBeginsInTheStopIsToldToComeBack() {
    TenantDataSource node = node(stored, FOREVER);
    AtomicReference<Throwable> refused = new AtomicReference<>();
    DB.moves()
        .watching(
            step -> {
              if (step == MoveStep.SWITCHED && refused.get() == null) {
                refused.set(catchThrowable(() -> query(node, NEVER_THERE)));
              }
            })
        .move(ACME, SCHEMA);

    assertThat(TenantMovingException.in(refused.get()))
        .hasValueSatisfying(e -> assertThat(e.moved()).isFalse());
  }

  @Test
  void theFenceSaysNothingOfATenantToWhoAsksForAnyNumber() {
    MoveReport moved = DB.moves().move(ACME, SCHEMA);
    assertThat(
            DB.askAsApplication(
                MoveDatabase.GLOBEX,
                SHARED,
                "select leasehold_move.is_here(n) from generate_series(0, %d) n"
                    .formatted(Fence.atTarget(moved.id()))))
        .endsWith("f", "t");
    assertThat(
            catchThrowable(
                () ->
                    DB.askAsApplication(
                        MoveDatabase.GLOBEX, SHARED, "select * from leasehold_move.fence")))
        .hasMessageContaining("permission denied");
  }

  private static Consumer<MoveStep> at(MoveStep when, Runnable act) {
    return step -> {
      if (step == when) {
        act.run();
      }
    };
  }

  /** What forgets to pass on that a tenant moves. */
  private TenantPlacement withoutMoves(TenantId tenant) {
    return stored.of(tenant);
  }

  private TenantDataSource node(TenantPlacements placements, Duration remembered) {
    TenantPools pools =
        TenantPools.builder(HikariPools.of(name -> DB.as("shop_app", name))).build();
    TenantRouting routing =
        TenantRouting.builder(placements, PlaceLayout.of("shop"))
            .databases(pools)
            .rememberedFor(remembered)
            .build();
    open.add(routing);
    return TenantDataSource.around(DB.as("shop_app", "postgres")).routed(routing);
  }

  /** As one who takes another connection when told to. */
  private static List<String> following(TenantDataSource node, String sql) {
    try {
      return query(node, sql);
    } catch (PlaceChangedException e) {
      return query(node, sql);
    }
  }

  private static List<String> query(TenantDataSource node, String sql) {
    List<String> found = new ArrayList<>();
    TenantScopes.run(
        TENANT,
        () -> {
          try (Connection connection = node.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
              if (statement.execute()) {
                try (ResultSet rows = statement.getResultSet()) {
                  while (rows.next()) {
                    found.add(rows.getString(1));
                  }
                }
              }
            }
            connection.commit();
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
    return found;
  }
}
