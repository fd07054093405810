package io.leasehold.provisioning.account;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * How large the pool is and how patient. Immutable and thread-safe; {@link #builder()} makes one.
 *
 * @param target accounts kept free or on their way to it, beyond those that the queue waits for
 * @param max accounts at most, whatever their state
 * @param creationsInFlight accounts at most that are being created at a time
 * @param creationsPerDay accounts at most that are requested within 24 hours
 * @param cooldown how long a used account rests between verification and READY
 * @param creationDeadline after this AWS is taken to have lost a creation
 * @param stepDeadline after this an account that stands in a cleaning state is taken out of use
 * @param activationDeadline after this a claimed lease that was never activated ends
 * @param cleaningAttempts attempts of a step on an account before it is quarantined
 * @param limitWait pause before AWS is asked again after it named a limit
 * @param pollInterval pause between two looks at something that AWS works on
 * @param upkeepInterval longest pause between two looks of the pool at itself
 * @param blocked accounts that nothing may ever be deleted in; the management account is always
 */
public record PoolSettings(
    int target,
    int max,
    int creationsInFlight,
    int creationsPerDay,
    Duration cooldown,
    Duration creationDeadline,
    Duration stepDeadline,
    Duration activationDeadline,
    int cleaningAttempts,
    Duration limitWait,
    Duration pollInterval,
    Duration upkeepInterval,
    Set<AccountId> blocked) {

  /**
   * Validates the numbers.
   *
   * @throws IllegalArgumentException if a number is out of its range or a duration negative
   */
  public PoolSettings {
    if (target < 0 || max < target) {
      throw new IllegalArgumentException("0 <= target <= max");
    }
    if (creationsInFlight < 1 || creationsPerDay < 1 || cleaningAttempts < 1) {
      throw new IllegalArgumentException(
          "creationsInFlight, creationsPerDay and cleaningAttempts are at least 1");
    }
    requireNotNegative(cooldown, "cooldown");
    requireNotNegative(creationDeadline, "creationDeadline");
    requireNotNegative(stepDeadline, "stepDeadline");
    requireNotNegative(activationDeadline, "activationDeadline");
    requireNotNegative(limitWait, "limitWait");
    requireNotNegative(pollInterval, "pollInterval");
    requireNotNegative(upkeepInterval, "upkeepInterval");
    blocked = Set.copyOf(blocked);
  }

  /** A builder that starts with the defaults, which {@link PoolSettingsBuilder} names. */
  public static PoolSettingsBuilder builder() {
    return new PoolSettingsBuilder();
  }

  private static void requireNotNegative(Duration duration, String name) {
    Objects.requireNonNull(duration, name);
    if (duration.isNegative()) {
      throw new IllegalArgumentException(name + " is not negative");
    }
  }
}
