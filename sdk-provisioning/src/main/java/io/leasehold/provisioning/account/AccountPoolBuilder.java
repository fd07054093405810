package io.leasehold.provisioning.account;

import io.leasehold.provisioning.account.internal.PoolEngine;
import io.leasehold.provisioning.account.spi.PoolPorts;
import io.leasehold.tenancy.spi.TenantRegistry;
import java.time.Clock;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link AccountPool}; ports, e-mail pattern and tenants are required. Not thread-safe.
 */
public final class AccountPoolBuilder {

  private final DataSource dataSource;
  private @Nullable PoolPorts ports;
  private @Nullable String emails;
  private @Nullable TenantRegistry tenants;
  private PoolSettings settings = PoolSettings.builder().build();
  private Clock clock = Clock.systemUTC();

  AccountPoolBuilder(DataSource dataSource) {
    this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
  }

  /** The ports to the cloud. Required. */
  public AccountPoolBuilder ports(PoolPorts ports) {
    this.ports = Objects.requireNonNull(ports, "ports");
    return this;
  }

  /**
   * The addresses of the root users, with {@code {id}} where the account's own part goes. Required.
   *
   * @throws IllegalArgumentException if {@code {id}} or {@code @} is missing or the whole too long
   */
  public AccountPoolBuilder emails(String pattern) {
    Objects.requireNonNull(pattern, "pattern");
    if (!pattern.contains("{id}") || pattern.indexOf('@') < 1 || pattern.length() > 56) {
      throw new IllegalArgumentException(
          "an e-mail pattern has {id} and @ and at most 56 characters, as labs+{id}@example.com");
    }
    this.emails = pattern;
    return this;
  }

  /**
   * Where the tenants stand. Required: the leases of a tenant that nobody may enter are ended, at
   * every round of the upkeep and by {@link AccountPool#endAll}.
   */
  public AccountPoolBuilder tenants(TenantRegistry tenants) {
    this.tenants = Objects.requireNonNull(tenants, "tenants");
    return this;
  }

  /** Sizes and patience; the defaults of {@link PoolSettingsBuilder} unless said. */
  public AccountPoolBuilder settings(PoolSettings settings) {
    this.settings = Objects.requireNonNull(settings, "settings");
    return this;
  }

  /** The clock; the system's unless said. Nodes that share a pool need the same time. */
  public AccountPoolBuilder clock(Clock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
    return this;
  }

  /**
   * The pool.
   *
   * @throws IllegalStateException if ports, e-mail pattern or tenants are missing
   */
  public AccountPool build() {
    if (ports == null || emails == null || tenants == null) {
      throw new IllegalStateException("An account pool needs ports(..), emails(..), tenants(..).");
    }
    return new AccountPool(new PoolEngine(dataSource, ports, emails, settings, tenants, clock));
  }
}
