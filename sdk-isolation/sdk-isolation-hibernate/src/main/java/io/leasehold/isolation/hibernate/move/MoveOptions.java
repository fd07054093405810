package io.leasehold.isolation.hibernate.move;

import java.time.Duration;

/**
 * How to move.
 *
 * @param keep how long the old rows are kept after the switch
 * @param chunk rows in a piece of the copy
 * @param lockWait how long others may have to wait behind the mover for a lock
 * @param attempts how often it tries to get a lock
 * @param settled with how many noted writes left the writes are stopped
 * @param rounds how often it copies changes at most before it gives up
 * @param sumInStop all rows are summed once more during the stop if that took at most this before
 * @param lease after which silence another node goes on
 * @param remembered for how long nodes remember places
 * @param triggersKnow triggers of the application are known to leave the mover's rows alone
 */
record MoveOptions(
    Duration keep,
    int chunk,
    Duration lockWait,
    int attempts,
    long settled,
    int rounds,
    Duration sumInStop,
    Duration lease,
    Duration remembered,
    boolean triggersKnow) {

  static final MoveOptions DEFAULT =
      new MoveOptions(
          Duration.ofDays(1),
          20_000,
          Duration.ofSeconds(1),
          120,
          500,
          1_000,
          Duration.ofMillis(500),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          false);

  MoveOptions withKeep(Duration value) {
    return new MoveOptions(
        value,
        chunk,
        lockWait,
        attempts,
        settled,
        rounds,
        sumInStop,
        lease,
        remembered,
        triggersKnow);
  }

  MoveOptions withChunk(int value) {
    return new MoveOptions(
        keep,
        value,
        lockWait,
        attempts,
        settled,
        rounds,
        sumInStop,
        lease,
        remembered,
        triggersKnow);
  }

  MoveOptions withSumInStop(Duration value) {
    return new MoveOptions(
        keep, chunk, lockWait, attempts, settled, rounds, value, lease, remembered, triggersKnow);
  }

  MoveOptions withLease(Duration value) {
    return new MoveOptions(
        keep,
        chunk,
        lockWait,
        attempts,
        settled,
        rounds,
        sumInStop,
        value,
        remembered,
        triggersKnow);
  }

  MoveOptions withRemembered(Duration value) {
    return new MoveOptions(
        keep, chunk, lockWait, attempts, settled, rounds, sumInStop, lease, value, triggersKnow);
  }

  MoveOptions withTriggersKnow() {
    return new MoveOptions(
        keep, chunk, lockWait, attempts, settled, rounds, sumInStop, lease, remembered, true);
  }
}
