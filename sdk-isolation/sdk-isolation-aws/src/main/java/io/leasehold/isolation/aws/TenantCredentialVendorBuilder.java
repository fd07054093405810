package io.leasehold.isolation.aws;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.leasehold.isolation.catalogue.ActionCatalogue;
import io.leasehold.tenancy.spi.TenantRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/** Collects what a {@link TenantCredentialVendor} needs. Not thread-safe. */
public final class TenantCredentialVendorBuilder {
  private @Nullable StsAsyncClient sts;
  private @Nullable String role;
  private @Nullable IsolationBlueprint blueprint;
  private ActionCatalogue catalogue = ActionCatalogue.bundled();
  private @Nullable String externalId;
  private @Nullable TenantRegistry tenants;
  private Duration duration = Duration.ofHours(1);
  private Duration stsTimeout = Duration.ofSeconds(30);
  private long maxTenants = 10_000;
  private Clock clock = Clock.systemUTC();
  private DoubleSupplier jitter = () -> ThreadLocalRandom.current().nextDouble();

  TenantCredentialVendorBuilder() {}

  /** Sets the STS client; it acts as the platform and should name its Region. */
  @CanIgnoreReturnValue
  public TenantCredentialVendorBuilder sts(StsAsyncClient sts) {
    this.sts = sts;
    return this;
  }

  /** Sets the ARN of the role that every tenant's session assumes. */
  @CanIgnoreReturnValue
  public TenantCredentialVendorBuilder role(String role) {
    this.role = role;
    return this;
  }

  /** Sets what the role is narrowed down to. */
  @CanIgnoreReturnValue
  public TenantCredentialVendorBuilder blueprint(IsolationBlueprint blueprint) {
    this.blueprint = blueprint;
    return this;
  }

  /**
   * Sets what the blueprint is checked against, the bundled catalogue by default. For scopes of
   * one's own with an action that is newer, or of a service that the bundled one does not have.
   */
  @CanIgnoreReturnValue
  public TenantCredentialVendorBuilder catalogue(ActionCatalogue catalogue) {
    this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
    return this;
  }

  /** Sets the external id that the role's trust policy asks for; none by default. */
  @CanIgnoreReturnValue
  public TenantCredentialVendorBuilder externalId(String externalId) {
    this.externalId = externalId;
    return this;
  }

  /**
   * Sets who knows which tenants may enter: no session is opened for one that may not. Asked before
   * each call of STS, so it should be a caching one. Nobody is asked by default.
   *
   * @see TenantCredentialVendor#follow
   */
  @CanIgnoreReturnValue
  public TenantCredentialVendorBuilder tenants(TenantRegistry tenants) {
    this.tenants = tenants;
    return this;
  }

  /** Sets how long credentials live, 15 minutes to 12 hours; one hour by default. */
  @CanIgnoreReturnValue
  public TenantCredentialVendorBuilder duration(Duration duration) {
    this.duration = duration;
    return this;
  }

  /** Sets how long STS may take, retries included; 30 seconds by default. */
  @CanIgnoreReturnValue
  public TenantCredentialVendorBuilder stsTimeout(Duration stsTimeout) {
    this.stsTimeout = stsTimeout;
    return this;
  }

  /** Sets how many tenants are remembered, 10,000 by default; about 3 KB each. */
  @CanIgnoreReturnValue
  public TenantCredentialVendorBuilder maxTenants(long maxTenants) {
    this.maxTenants = maxTenants;
    return this;
  }

  /** Sets the clock, for tests. */
  @CanIgnoreReturnValue
  public TenantCredentialVendorBuilder clock(Clock clock) {
    this.clock = clock;
    return this;
  }

  @CanIgnoreReturnValue
  TenantCredentialVendorBuilder jitter(DoubleSupplier jitter) {
    this.jitter = jitter;
    return this;
  }

  private TenantSessions sessions() {
    return new TenantSessions(
        Objects.requireNonNull(sts, "sts"),
        Objects.requireNonNull(role, "role"),
        Objects.requireNonNull(blueprint, "blueprint"),
        catalogue,
        externalId,
        new TenantStanding(tenants),
        duration,
        stsTimeout);
  }

  /**
   * The vendor.
   *
   * @throws NullPointerException if STS client, role or blueprint is missing
   * @throws IllegalArgumentException if the duration is outside STS's limits
   * @throws UncheckedBlueprintException if AWS does not mean what the blueprint's policy says
   * @throws UnprovenBlueprintException if the blueprint cannot be proved
   * @throws PolicyBudgetException if the blueprint is too long for the longest tenant id
   */
  public TenantCredentialVendor build() {
    return new TenantCredentialVendor(sessions(), maxTenants, clock, jitter);
  }
}
