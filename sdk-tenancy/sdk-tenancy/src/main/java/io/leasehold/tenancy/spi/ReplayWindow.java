package io.leasehold.tenancy.spi;

import java.time.Instant;

/**
 * Remembers which messages one consumer has worked off, so that a message that is delivered again,
 * by an honest queue or by an attacker, is not worked off again. One window serves one consumer;
 * two consumers of one topic have two.
 *
 * <p>Implementations are thread-safe and are proven by the contract test that ships with this
 * library. They never forget a message before its time: one that runs out of room throws.
 */
public interface ReplayWindow {

  /** Where a message stands. */
  enum Standing {
    /** Nobody has it; the caller works it off and says {@link #done} or {@link #undo}. */
    FIRST,
    /** Somebody is working on it. */
    IN_WORK,
    /** It was worked off. */
    DONE
  }

  /**
   * Takes the message if nobody has it. One whose worker has not said anything until its lease was
   * over can be taken again.
   *
   * @param id what tells the message from every other
   * @param leaseUntil how long nobody else may take it, to the millisecond
   * @param keepUntil until when it has to be remembered
   * @throws RuntimeException if it cannot be known; the message is then delivered again later
   */
  Standing enter(String id, Instant leaseUntil, Instant keepUntil);

  /**
   * The message was worked off.
   *
   * @throws RuntimeException if that cannot be noted
   */
  void done(String id);

  /**
   * Working on the message failed, and it may be delivered again. Does nothing if it is done, or if
   * somebody else has taken it since.
   *
   * @param leaseUntil what the caller gave to {@link #enter}
   * @throws RuntimeException if that cannot be noted; the lease then ends it
   */
  void undo(String id, Instant leaseUntil);
}
