package io.leasehold.localaws;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.leasehold.localaws.internal.access.Ids;
import io.leasehold.localaws.internal.organizations.OrganizationLimits;
import io.leasehold.localaws.internal.server.Simulation;
import io.leasehold.localaws.internal.sts.WebIdentityProvider;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The settings of a {@link LocalAws}. Not thread-safe. */
public final class LocalAwsBuilder {

  private int port;
  private int threads = 256;
  private Clock clock = Clock.systemUTC();
  private String managementAccountId = "111122223333";
  private String accessKeyId = Ids.unique("AKIA");
  private String secretAccessKey = Ids.secret();
  private int accountLimit = 1000;
  private int concurrentCreations = 5;
  private Duration createAccountTakes = Duration.ofSeconds(2);
  private Duration closeAccountTakes = Duration.ofSeconds(2);
  private int organizationsRequestsPerSecond;
  private final List<WebIdentityProvider> providers = new ArrayList<>();

  LocalAwsBuilder() {}

  /** The port; 0, the default, takes a free one. */
  @CanIgnoreReturnValue
  public LocalAwsBuilder port(int value) {
    this.port = value;
    return this;
  }

  /** How many requests are answered at the same time; 256 by default. */
  @CanIgnoreReturnValue
  public LocalAwsBuilder threads(int value) {
    this.threads = value;
    return this;
  }

  /**
   * The time by which accounts get ready and sessions and presigned URLs expire; the system's by
   * default. How old a signature may be goes by the system's time always.
   */
  @CanIgnoreReturnValue
  public LocalAwsBuilder clock(Clock value) {
    this.clock = Objects.requireNonNull(value, "clock");
    return this;
  }

  /** The id of the management account, twelve digits; {@code 111122223333} by default. */
  @CanIgnoreReturnValue
  public LocalAwsBuilder managementAccountId(String value) {
    if (!value.matches("\\d{12}")) {
      throw new IllegalArgumentException("an account id has twelve digits, not " + value);
    }
    this.managementAccountId = value;
    return this;
  }

  /** The key of the user {@code platform}; a random one by default. */
  @CanIgnoreReturnValue
  public LocalAwsBuilder managementKey(String id, String secret) {
    this.accessKeyId = Objects.requireNonNull(id, "id");
    this.secretAccessKey = Objects.requireNonNull(secret, "secret");
    return this;
  }

  /**
   * How many accounts the organization may have, the management account and closed ones included;
   * 1000 by default. CreateAccount above it ends with ACCOUNT_LIMIT_EXCEEDED.
   */
  @CanIgnoreReturnValue
  public LocalAwsBuilder accountLimit(int value) {
    this.accountLimit = value;
    return this;
  }

  /** How many accounts may be in creation at once; 5 by default, as on AWS. */
  @CanIgnoreReturnValue
  public LocalAwsBuilder concurrentCreations(int value) {
    this.concurrentCreations = value;
    return this;
  }

  /** How long CreateAccount stays IN_PROGRESS; 2 seconds by default. */
  @CanIgnoreReturnValue
  public LocalAwsBuilder createAccountTakes(Duration value) {
    this.createAccountTakes = Objects.requireNonNull(value, "value");
    return this;
  }

  /** How long a closed account stays PENDING_CLOSURE; 2 seconds by default. */
  @CanIgnoreReturnValue
  public LocalAwsBuilder closeAccountTakes(Duration value) {
    this.closeAccountTakes = Objects.requireNonNull(value, "value");
    return this;
  }

  /**
   * Throttles Organizations: a bucket of so many requests, refilled each second. 0, the default,
   * does not throttle.
   */
  @CanIgnoreReturnValue
  public LocalAwsBuilder organizationsRequestsPerSecond(int value) {
    this.organizationsRequestsPerSecond = value;
    return this;
  }

  /**
   * Has STS take tokens of an identity provider, as if each account had registered it: signed with
   * RS256 by this key, for one of these audiences. Roles trust it as {@code
   * arn:aws:iam::<account>:oidc-provider/<issuer without https://>}.
   *
   * @throws IllegalArgumentException if the issuer is no https address, or there is no audience
   */
  @CanIgnoreReturnValue
  public LocalAwsBuilder webIdentityProvider(String issuer, RSAPublicKey key, String... clientIds) {
    this.providers.add(new WebIdentityProvider(issuer, key, Set.of(clientIds)));
    return this;
  }

  /** Starts the simulator. */
  public LocalAws start() {
    return new LocalAws(this);
  }

  int port() {
    return port;
  }

  int threads() {
    return threads;
  }

  String accessKeyId() {
    return accessKeyId;
  }

  String secretAccessKey() {
    return secretAccessKey;
  }

  Simulation simulation() {
    OrganizationLimits limits =
        new OrganizationLimits(
            accountLimit,
            concurrentCreations,
            createAccountTakes,
            closeAccountTakes,
            organizationsRequestsPerSecond);
    Simulation simulation = new Simulation(managementAccountId, limits, providers, clock);
    simulation.createAdministrator("platform", accessKeyId, secretAccessKey);
    return simulation;
  }
}
