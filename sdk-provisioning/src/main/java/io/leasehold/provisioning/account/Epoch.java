package io.leasehold.provisioning.account;

/**
 * The fencing number of an account: it grows by one with each claim and never falls. A command that
 * carries an older epoch speaks about a lease that the account has outlived, and is ignored.
 *
 * @param value the number; zero for an account that was never claimed
 */
public record Epoch(long value) implements Comparable<Epoch> {

  /** The epoch of an account that was never claimed. */
  public static final Epoch NONE = new Epoch(0);

  /**
   * Validates the number.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Epoch {
    if (value < 0) {
      throw new IllegalArgumentException("an epoch is never negative");
    }
  }

  /** The epoch that the next claim gives to the account. */
  public Epoch next() {
    return new Epoch(Math.addExact(value, 1));
  }

  @Override
  public int compareTo(Epoch other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
