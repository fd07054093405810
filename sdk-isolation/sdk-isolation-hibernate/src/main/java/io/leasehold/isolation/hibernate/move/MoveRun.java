package io.leasehold.isolation.hibernate.move;

import io.leasehold.isolation.hibernate.internal.TenantSetting;
import io.leasehold.isolation.hibernate.move.Changes.Round;
import io.leasehold.isolation.hibernate.move.RowCopy.Sum;
import io.leasehold.isolation.hibernate.placement.TenantPlacement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node's turn at one move. Each step may be repeated, by this node or by the next. */
final class MoveRun {

  private static final Logger LOG = LoggerFactory.getLogger(MoveRun.class);
  private static final int STOPS = 20;
  private static final Duration QUICK = Duration.ofSeconds(2);

  private final Journal journal;
  private final MoveReport move;
  private final long token;
  private final MoveOptions options;
  private final Leg leg;
  private final Fence source;
  private final Fence target;
  private final Consumer<MoveStep> steps;
  private final Runnable changed;

  private MoveRun(
      Journal journal,
      MoveReport move,
      long token,
      MoveOptions options,
      Leg leg,
      Consumer<MoveStep> steps,
      Runnable changed) {
    this.journal = journal;
    this.move = move;
    this.token = token;
    this.options = options;
    this.leg = leg;
    this.source = fence(leg.from(), leg.sources());
    this.target = fence(leg.to(), leg.targets());
    this.steps = steps;
    this.changed = changed;
  }

  static MoveRun of(
      Journal journal,
      MoveReport move,
      long token,
      MoveOptions options,
      MovePlaces places,
      TenantSetting setting,
      Consumer<MoveStep> steps,
      Runnable changed)
      throws SQLException {
    PlaceDatabase from =
        new PlaceDatabase(
            places.of(move.from()),
            move.tenant(),
            setting,
            move.id(),
            Fence.atSource(move.id()),
            token);
    PlaceDatabase to =
        new PlaceDatabase(
            places.of(move.to()),
            move.tenant(),
            setting,
            move.id(),
            Fence.atTarget(move.id()),
            token);
    MoveSchema.install(places.of(move.from()).owner());
    MoveSchema.install(places.of(move.to()).owner());
    Leg leg = Legs.between(from, move.from(), to, move.to(), options, strict(move.state()));
    return new MoveRun(journal, move, token, options, leg, steps, changed);
  }

  private static boolean strict(MoveState state) {
    return state != MoveState.UNDOING && state != MoveState.FINISHING;
  }

  private Fence fence(PlaceDatabase at, Map<String, Table> tables) {
    return new Fence(at, tables.values(), options.lockWait(), options.attempts());
  }

  /** Goes on from the state to one in which there is nothing to do for now. */
  MoveState run(MoveState from) throws SQLException {
    source.take();
    target.take();
    MoveState state = from;
    MoveState next = step(state);
    while (next != state) {
      state = next;
      alive();
      next = step(state);
    }
    return state;
  }

  private MoveState step(MoveState state) throws SQLException {
    steps.accept(MoveStep.of(state));
    return switch (state) {
      case PLANNED -> prepare();
      case COPYING -> copy();
      case FOLLOWING -> follow();
      case SWITCHED -> settle();
      case KEPT, FINISHED, UNDONE -> state;
      case FINISHING -> finish();
      case RETURNING -> comeBack();
      case UNDOING -> undo();
    };
  }

  private MoveState prepare() throws SQLException {
    try {
      source.install("CAPTURE");
      target.install("CLOSED");
      List<String> taken = Rows.tablesWithRows(leg.to(), leg.targets().values());
      if (!taken.isEmpty()) {
        throw MoveException.notEmpty(move.tenant(), taken);
      }
    } catch (MoveException e) {
      // Undoing would delete rows there that are not of this move.
      if (e.isFinal()) {
        source.remove();
        target.remove();
      }
      throw e;
    }
    return next(MoveState.PLANNED, MoveState.COPYING);
  }

  private MoveState copy() throws SQLException {
    new BaseCopy(leg, options.chunk(), this::aliveAndCounted).run();
    return next(MoveState.COPYING, MoveState.FOLLOWING);
  }

  private MoveState follow() throws SQLException {
    // Who was here before may have been stopped in the middle of the stop.
    source.open();
    awaitKnown();
    move(leg, source, target, MoveState.FOLLOWING, MoveState.SWITCHED, move.to());
    return MoveState.SWITCHED;
  }

  /**
   * Waits until nobody remembers the tenant as one that does not move: from then on every
   * transaction asks the fence first.
   */
  private void awaitKnown() throws SQLException {
    Duration left = journal.untilKnown(move.id(), options.remembered());
    while (!left.isZero()) {
      alive();
      LockSupport.parkNanos(Math.min(left.toNanos(), options.lease().toNanos() / 3));
      left = journal.untilKnown(move.id(), options.remembered());
    }
  }

  private MoveState settle() throws SQLException {
    source.mode("GONE");
    target.open();
    changed.run();
    return next(MoveState.SWITCHED, MoveState.KEPT);
  }

  private MoveState comeBack() throws SQLException {
    target.open();
    move(leg.back(), target, source, MoveState.RETURNING, MoveState.UNDOING, move.from());
    return MoveState.UNDOING;
  }

  private MoveState finish() throws SQLException {
    steps.accept(MoveStep.DELETING);
    Rows.delete(leg.from(), leg.sources(), leg.groups(), options.chunk(), this::alive);
    source.remove();
    target.remove();
    return next(MoveState.FINISHING, MoveState.FINISHED);
  }

  private MoveState undo() throws SQLException {
    target.install("GONE");
    source.install("CAPTURE");
    source.open();
    changed.run();
    steps.accept(MoveStep.DELETING);
    Rows.delete(leg.to(), leg.targets(), leg.groups(), options.chunk(), this::alive);
    target.remove();
    source.remove();
    return next(MoveState.UNDOING, MoveState.UNDONE);
  }

  /** Follows the writers, stops them, and switches. */
  private void move(
      Leg way, Fence old, Fence other, MoveState from, MoveState to, TenantPlacement place)
      throws SQLException {
    Changes changes = new Changes(way);
    catchUp(changes);
    long begun = System.nanoTime();
    Map<String, Sum> sums = changes.round(null, true).sums();
    boolean sumInStop = System.nanoTime() - begun <= options.sumInStop().toNanos();
    sums = catchUp(changes, sums);
    steps.accept(MoveStep.STOPPING);
    long stoppedAt = stop(old);
    try {
      sums = changes.round(sums, sumInStop).sums();
      Legs.requireUnchanged(way);
      Sequences.raise(way);
      steps.accept(MoveStep.STOPPED);
      old.mode("CLOSED");
      journal.switchTo(move.id(), token, from, to, move.tenant(), place, options.keep(), sums);
    } catch (SQLException | RuntimeException | Error e) {
      reopen(old, e);
      throw e;
    }
    steps.accept(MoveStep.SWITCHED);
    other.open();
    Duration length = Duration.ofNanos(System.nanoTime() - stoppedAt);
    journal.writeStop(move.id(), length);
    LOG.info("Move {}: writes were stopped for {} ms", move.id(), length.toMillis());
  }

  private void catchUp(Changes changes) throws SQLException {
    catchUp(changes, null);
  }

  private @Nullable Map<String, Sum> catchUp(Changes changes, @Nullable Map<String, Sum> known)
      throws SQLException {
    Map<String, Sum> sums = known;
    long before = Long.MAX_VALUE;
    for (int i = 0; i < options.rounds(); i++) {
      alive();
      steps.accept(MoveStep.FOLLOWING);
      long begun = System.nanoTime();
      Round round = changes.round(sums, false);
      sums = known == null ? null : round.sums();
      boolean quick = System.nanoTime() - begun < QUICK.toNanos();
      // Where rounds do not get smaller any more, more of them bring nothing.
      if (round.changes() <= options.settled() || (quick && round.changes() > before / 2)) {
        return sums;
      }
      before = round.changes();
    }
    throw MoveException.writersTooBusy("the tenant writes faster than its changes are copied");
  }

  private long stop(Fence old) throws SQLException {
    for (int i = 0; i < STOPS; i++) {
      long begun = System.nanoTime();
      if (old.stop()) {
        return begun;
      }
      alive();
    }
    throw MoveException.writersTooBusy("a transaction that has written does not end");
  }

  /** Unless the switch was made, and only its answer was lost. */
  private void reopen(Fence old, Throwable failure) {
    try {
      if (journal.report(move.id()).state() == MoveState.FOLLOWING
          || journal.report(move.id()).state() == MoveState.RETURNING) {
        old.open();
      }
    } catch (SQLException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private MoveState next(MoveState from, MoveState to) throws SQLException {
    journal.state(move.id(), token, from, to);
    return to;
  }

  private void alive() {
    try {
      journal.prolong(move.id(), token, options.lease());
    } catch (SQLException e) {
      throw MoveException.unavailable("the journal of move " + move.id(), e);
    }
  }

  private void aliveAndCounted() {
    alive();
    steps.accept(MoveStep.PIECE);
  }
}
