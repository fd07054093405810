package io.leasehold.provisioning.account;

import java.time.Duration;
import java.util.Set;

/** Builds {@link PoolSettings}; each method names its default. Not thread-safe. */
public final class PoolSettingsBuilder {

  private int target = 2;
  private int max = 10;
  private int creationsInFlight = 5;
  private int creationsPerDay = 450;
  private Duration cooldown = Duration.ZERO;
  private Duration creationDeadline = Duration.ofMinutes(25);
  private Duration stepDeadline = Duration.ofHours(2);
  private Duration activationDeadline = Duration.ofMinutes(30);
  private int cleaningAttempts = 3;
  private Duration limitWait = Duration.ofMinutes(15);
  private Duration pollInterval = Duration.ofSeconds(5);
  private Duration upkeepInterval = Duration.ofSeconds(30);
  private Set<AccountId> blocked = Set.of();

  PoolSettingsBuilder() {}

  /** Accounts kept free or on their way, beyond those that the queue waits for. Default 2. */
  public PoolSettingsBuilder target(int value) {
    this.target = value;
    return this;
  }

  /** Accounts at most, whatever their state. Default 10. */
  public PoolSettingsBuilder max(int value) {
    this.max = value;
    return this;
  }

  /** Creations at a time; AWS allows 5. Default 5. */
  public PoolSettingsBuilder creationsInFlight(int value) {
    this.creationsInFlight = value;
    return this;
  }

  /** Accounts requested within 24 hours. Default 450; AWS has a cap and does not publish it. */
  public PoolSettingsBuilder creationsPerDay(int value) {
    this.creationsPerDay = value;
    return this;
  }

  /** Rest of a used account between its verification and READY. Default none. */
  public PoolSettingsBuilder cooldown(Duration value) {
    this.cooldown = value;
    return this;
  }

  /** Patience with a creation. Default 25 minutes. */
  public PoolSettingsBuilder creationDeadline(Duration value) {
    this.creationDeadline = value;
    return this;
  }

  /** Patience with an account in one cleaning state. Default 2 hours. */
  public PoolSettingsBuilder stepDeadline(Duration value) {
    this.stepDeadline = value;
    return this;
  }

  /** Patience with a claimed lease that is not activated. Default 30 minutes. */
  public PoolSettingsBuilder activationDeadline(Duration value) {
    this.activationDeadline = value;
    return this;
  }

  /** Attempts of a step on an account before it is quarantined. Default 3. */
  public PoolSettingsBuilder cleaningAttempts(int value) {
    this.cleaningAttempts = value;
    return this;
  }

  /** Pause before AWS is asked again after it named a limit. Default 15 minutes. */
  public PoolSettingsBuilder limitWait(Duration value) {
    this.limitWait = value;
    return this;
  }

  /** Pause between two looks at something that AWS works on. Default 5 seconds. */
  public PoolSettingsBuilder pollInterval(Duration value) {
    this.pollInterval = value;
    return this;
  }

  /** Longest pause between two looks of the pool at itself. Default 30 seconds. */
  public PoolSettingsBuilder upkeepInterval(Duration value) {
    this.upkeepInterval = value;
    return this;
  }

  /**
   * Accounts that nothing may ever be deleted in. The management account always is one. Default
   * none.
   */
  public PoolSettingsBuilder blocked(Set<AccountId> value) {
    this.blocked = value;
    return this;
  }

  /**
   * The settings.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public PoolSettings build() {
    return new PoolSettings(
        target,
        max,
        creationsInFlight,
        creationsPerDay,
        cooldown,
        creationDeadline,
        stepDeadline,
        activationDeadline,
        cleaningAttempts,
        limitWait,
        pollInterval,
        upkeepInterval,
        blocked);
  }
}
