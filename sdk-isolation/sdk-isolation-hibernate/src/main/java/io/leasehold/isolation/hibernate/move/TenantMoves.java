package io.leasehold.isolation.hibernate.move;

import io.leasehold.isolation.hibernate.TenantMovingException;
import io.leasehold.isolation.hibernate.TenantSigningKey;
import io.leasehold.isolation.hibernate.internal.SignedSetting;
import io.leasehold.isolation.hibernate.internal.TenantSetting;
import io.leasehold.isolation.hibernate.placement.TenantPlacement;
import io.leasehold.isolation.hibernate.placement.TenantPlacements;
import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves tenants between the shared tables, schemas and databases of their own, while they are at
 * work. Immutable and thread-safe; each method that configures returns a changed copy.
 *
 * <pre>{@code
 * TenantMoves moves = TenantMoves.of(places, placements).announcing(changes::publish);
 * MoveReport moved = moves.move(TenantId.of("acme"), new OwnSchema("t_acme"));
 * }</pre>
 *
 * <p>Rows are copied while writers go on; what they write is noted by triggers in the database and
 * copied again. At the end writes are refused for a moment, with {@link TenantMovingException};
 * both places are compared, and the tenant's place is changed. What a node does at the old place
 * afterwards, because it does not know yet, PostgreSQL refuses. The old rows are kept for a while,
 * so that {@link #rollBack} can go back with all that was written since.
 *
 * <p>A move is on record with each step that is done. When the process that does it dies, {@link
 * #upkeep} of any node goes on as soon as its lease is over.
 */
public final class TenantMoves {

  private static final Logger LOG = LoggerFactory.getLogger(TenantMoves.class);

  private final MovePlaces places;
  private final TenantPlacements initial;
  private final MoveOptions options;
  private final Consumer<TenantChange> announce;
  private final TenantSetting setting;
  private final Consumer<MoveStep> steps;

  private TenantMoves(
      MovePlaces places,
      TenantPlacements initial,
      MoveOptions options,
      Consumer<TenantChange> announce,
      TenantSetting setting,
      Consumer<MoveStep> steps) {
    this.places = Objects.requireNonNull(places, "places");
    this.initial = Objects.requireNonNull(initial, "initial");
    this.options = options;
    this.announce = announce;
    this.setting = setting;
    this.steps = steps;
  }

  /**
   * Moves between these places.
   *
   * @param places how to get at them
   * @param initial where a tenant is that never moved
   */
  public static TenantMoves of(MovePlaces places, TenantPlacements initial) {
    return new TenantMoves(
        places, initial, MoveOptions.DEFAULT, change -> {}, TenantSetting.PLAIN, step -> {});
  }

  /**
   * For how long the old rows are kept, and a move can be rolled back; a day unless said otherwise.
   */
  public TenantMoves keep(Duration keep) {
    return with(options.withKeep(keep));
  }

  /** After which silence another node goes on with a move; half a minute unless said otherwise. */
  public TenantMoves lease(Duration lease) {
    return with(options.withLease(lease));
  }

  /**
   * For how long nodes remember where a tenant is: the longest {@link
   * io.leasehold.isolation.hibernate.placement.TenantRouting.Builder#rememberedFor} of any of them;
   * half a minute unless said otherwise, as there. A tenant is not moved until it is known
   * everywhere that it moves, so a move takes this long at least. With less a node that has not
   * heard of the move is still refused where it writes or meets a row, but a query that meets none
   * is told that there is none.
   */
  public TenantMoves rememberedFor(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("the time must not be negative: " + time);
    }
    return with(options.withRemembered(time));
  }

  /**
   * With triggers of the application on the tables, which are a reason not to move otherwise: they
   * leave rows alone while {@code current_setting('leasehold.mover', true)} is not empty.
   */
  public TenantMoves triggersLeaveMoverAlone() {
    return with(options.withTriggersKnow());
  }

  /** For tables whose row security believes proofs by this key, at every place. */
  public TenantMoves signed(TenantSigningKey key) {
    SignedSetting proving = SignedSetting.of(Objects.requireNonNull(key, "key"));
    return new TenantMoves(places, initial, options, announce, proving, steps);
  }

  /**
   * Tells of each tenant that has changed places, for instance {@code LocalTenantChanges::publish}.
   * This process tells, and not if it dies before; {@link MoveSchema#tellWithRegistry} tells all
   * nodes. Who is not told finds out by being refused at the old place.
   */
  public TenantMoves announcing(Consumer<TenantChange> told) {
    return new TenantMoves(places, initial, options, told, setting, steps);
  }

  TenantMoves with(MoveOptions changed) {
    return new TenantMoves(places, initial, changed, announce, setting, steps);
  }

  MoveOptions options() {
    return options;
  }

  TenantMoves watching(Consumer<MoveStep> watcher) {
    return new TenantMoves(places, initial, options, announce, setting, watcher);
  }

  /**
   * Moves a tenant, until it is at work at the other place and the old rows are kept. The place
   * must be made and migrated already.
   *
   * @throws MoveException if it was not moved; then it is where it was, and nothing is left of it
   *     at the other place, unless the code is {@link MoveException#UNAVAILABLE}
   */
  public MoveReport move(TenantId tenant, TenantPlacement to) {
    long move =
        sql(
            "planning a move",
            () -> {
              MoveSchema.install(shared());
              return journal().plan(tenant, placeOf(tenant), to);
            });
    return resume(move);
  }

  /**
   * Goes on with a move that was left.
   *
   * @return it as it is now; unchanged if another node is at it
   */
  public MoveReport resume(long move) {
    Optional<Long> token = sql("taking a move", () -> journal().take(move, options.lease()));
    if (token.isPresent()) {
      run(move, token.get());
    }
    return find(move);
  }

  /**
   * Moves the tenant back, with all that was written since, as long as the old rows are kept;
   * before the switch, lets the tenant stay where it is.
   *
   * @throws MoveException if it is too late, or so early that nothing is copied: resume it first
   */
  public MoveReport rollBack(long move) {
    return turn(
        move,
        state ->
            switch (state) {
              case KEPT -> MoveState.RETURNING;
              case COPYING, FOLLOWING -> MoveState.UNDOING;
              default -> state;
            },
        MoveState.UNDONE);
  }

  /**
   * Deletes the old rows now; there is no way back from here. Nodes that have not looked for the
   * tenant's place since the switch are not refused at the old one any more: let the caches of
   * places run out first.
   *
   * @throws MoveException if it is not in a state for this
   */
  public MoveReport finish(long move) {
    return turn(
        move, state -> state == MoveState.KEPT ? MoveState.FINISHING : state, MoveState.FINISHED);
  }

  /** The move as it is on record. */
  public MoveReport find(long move) {
    return sql("reading a move", () -> journal().report(move));
  }

  /**
   * Where the tenant is.
   *
   * @throws RuntimeException what the placement of tenants that never moved throws
   */
  public TenantPlacement placeOf(TenantId tenant) {
    return sql("reading a place", () -> journal().placeOf(tenant))
        .orElseGet(() -> initial.of(tenant));
  }

  /**
   * Goes on with every move whose node is silent, and finishes those whose time of keeping is over.
   * To be called now and then by each node.
   *
   * @return the moves that it went on with
   */
  public List<MoveReport> upkeep() {
    List<MoveReport> done = new ArrayList<>();
    for (long move : sql("reading moves", () -> journal().waiting())) {
      try {
        MoveReport report = find(move);
        done.add(report.state() == MoveState.KEPT ? finish(move) : resume(move));
      } catch (MoveException e) {
        LOG.warn("Move {} did not go on: {}", move, e.getMessage());
      }
    }
    return done;
  }

  private MoveReport turn(long move, Turn turn, MoveState end) {
    if (find(move).state() == MoveState.PLANNED) {
      throw MoveException.noSuchMove(move, "it has not begun; resume it first");
    }
    long token =
        sql("taking a move", () -> journal().take(move, options.lease()))
            .orElseThrow(
                () -> MoveException.noSuchMove(move, "it is over, or another node is at it"));
    MoveState state = find(move).state();
    MoveState next = turn.from(state);
    if (next != state) {
      sql(
          "turning a move",
          () -> {
            journal().state(move, token, state, next);
            return next;
          });
    }
    run(move, token);
    MoveReport report = find(move);
    if (report.state() != end) {
      throw MoveException.noSuchMove(move, "it is " + report.state() + ", too late for this");
    }
    return report;
  }

  private void run(long move, long token) {
    MoveReport report = find(move);
    try {
      MoveRun.of(
              journal(),
              report,
              token,
              options,
              places,
              setting,
              steps,
              () -> announce.accept(TenantChange.of(report.tenant())))
          .run(report.state());
    } catch (SQLException e) {
      fail(move, token, MoveException.of("move " + move, e));
    } catch (MoveException e) {
      fail(move, token, e);
    }
    sql(
        "ending a turn",
        () -> {
          journal().release(move, token);
          return move;
        });
  }

  private void fail(long move, long token, MoveException failure) {
    try {
      MoveState state = journal().report(move).state();
      boolean before = state.compareTo(MoveState.SWITCHED) < 0;
      if (failure.isFinal() && before) {
        journal().fail(move, token, state, failure.code());
        if (state == MoveState.PLANNED) {
          // Nothing was copied; what was put up is taken down.
          journal().state(move, token, MoveState.UNDOING, MoveState.UNDONE);
        } else {
          run(move, token);
        }
      } else if (failure.isFinal() && state == MoveState.RETURNING) {
        journal().state(move, token, state, MoveState.KEPT);
      }
      journal().release(move, token);
    } catch (SQLException | MoveException e) {
      failure.addSuppressed(e);
    }
    throw failure;
  }

  private Journal journal() {
    return new Journal(shared());
  }

  private javax.sql.DataSource shared() {
    return places.of(new TenantPlacement.Shared()).owner();
  }

  private static <T> T sql(String what, SqlCall<T> call) {
    try {
      return call.run();
    } catch (SQLException e) {
      throw MoveException.unavailable(what, e);
    }
  }

  @FunctionalInterface
  private interface SqlCall<T> {
    T run() throws SQLException;
  }

  @FunctionalInterface
  private interface Turn {
    MoveState from(MoveState state);
  }
}
