package io.leasehold.isolation.aws.vending;

import java.time.Duration;

/**
 * How much of STS vending takes, and who waits for it. STS counts 600 calls a second for each
 * account and Region, whoever makes them. Immutable.
 *
 * @param callsPerSecond at most, over any longer time; a burst is as large as a second's calls
 * @param atOnce how many calls are under way at most; the STS client needs as many connections
 * @param atOncePerTenant how many of them one tenant has at most
 * @param waiting how many may wait for their turn
 * @param waitingPerTenant how many of them one tenant has at most
 * @param longestWait how long one waits before it is turned away
 */
public record VendingLimits(
    double callsPerSecond,
    int atOnce,
    int atOncePerTenant,
    int waiting,
    int waitingPerTenant,
    Duration longestWait) {

  private static final VendingLimits STANDARD =
      new VendingLimits(300, 50, 8, 10_000, 16, Duration.ofSeconds(30));

  /**
   * Validates.
   *
   * @throws IllegalArgumentException if nothing could ever pass
   */
  public VendingLimits {
    if (!(callsPerSecond > 0)
        || atOnce < 1
        || atOncePerTenant < 1
        || waiting < 1
        || waitingPerTenant < 1
        || longestWait.isNegative()
        || longestWait.isZero()) {
      throw new IllegalArgumentException("every limit of vending lets something pass");
    }
  }

  /** Half of what STS takes, 50 calls at once, 10,000 in line, 16 of each tenant, 30 seconds. */
  public static VendingLimits standard() {
    return STANDARD;
  }

  /** The same with another rate, for instance where several nodes share an account. */
  public VendingLimits callsPerSecond(double calls) {
    return new VendingLimits(
        calls, atOnce, atOncePerTenant, waiting, waitingPerTenant, longestWait);
  }

  /** The same with other numbers of calls under way. */
  public VendingLimits atOnce(int all, int perTenant) {
    return new VendingLimits(
        callsPerSecond, all, perTenant, waiting, waitingPerTenant, longestWait);
  }

  /** The same with another line. */
  public VendingLimits waiting(int all, int perTenant, Duration longest) {
    return new VendingLimits(callsPerSecond, atOnce, atOncePerTenant, all, perTenant, longest);
  }
}
