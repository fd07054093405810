package io.leasehold.isolation.aws.vending;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.policy.PolicyBudgetException;
import io.leasehold.isolation.aws.policy.PolicyDelivery;
import io.leasehold.isolation.aws.policy.PolicyPlan;
import io.leasehold.isolation.aws.policy.PolicyPlanException;
import io.leasehold.isolation.aws.policy.RolePolicySource;
import io.leasehold.isolation.aws.policy.UncheckedBlueprintException;
import io.leasehold.isolation.aws.policy.UnprovenBlueprintException;
import io.leasehold.isolation.aws.session.ChainedDurationException;
import io.leasehold.isolation.aws.session.TagCaseException;
import io.leasehold.isolation.aws.session.WebIdentityTokens;
import io.leasehold.isolation.aws.session.internal.HopDoor;
import io.leasehold.isolation.aws.session.internal.PlatformDoor;
import io.leasehold.isolation.aws.session.internal.SessionDoor;
import io.leasehold.isolation.aws.session.internal.SessionTerms;
import io.leasehold.isolation.aws.session.internal.WebIdentityDoor;
import io.leasehold.isolation.catalogue.ActionCatalogue;
import io.leasehold.tenancy.spi.TenantRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
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
  private @Nullable PolicyPlan plan;
  private ActionCatalogue catalogue = ActionCatalogue.bundled();
  private @Nullable RolePolicySource rolePolicies;
  private @Nullable String externalId;
  private @Nullable TenantRegistry tenants;
  private Duration duration = Duration.ofHours(1);
  private Duration stsTimeout = Duration.ofSeconds(30);
  private @Nullable CredentialCache cache;
  private @Nullable StsLimiter limiter;
  private @Nullable TenantRevocation revocation;
  private @Nullable String tenantTag;
  private final Map<String, String> tags = new LinkedHashMap<>();
  private boolean sourceIdentity;
  private @Nullable String between;
  private @Nullable String betweenId;
  private @Nullable WebIdentityTokens tokens;
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

  /** Sets what the role is narrowed down to, by the plan that changes least. */
  @CanIgnoreReturnValue
  public TenantCredentialVendorBuilder blueprint(IsolationBlueprint blueprint) {
    this.blueprint = blueprint;
    return this;
  }

  /** Sets what the role is narrowed down to, and how. Takes precedence over a blueprint. */
  @CanIgnoreReturnValue
  public TenantCredentialVendorBuilder plan(PolicyPlan plan) {
    this.plan = plan;
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

  /**
   * Sets who reads the policies of the account. Needed where sessions carry no policy of their own,
   * by {@link PolicyDelivery#MANAGED_ARNS} and {@link PolicyDelivery#SESSION_TAGS}: the vendor
   * compares them with the plan before it opens the first session.
   */
  @CanIgnoreReturnValue
  public TenantCredentialVendorBuilder rolePolicies(RolePolicySource rolePolicies) {
    this.rolePolicies = rolePolicies;
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

  /**
   * Sets where credentials are kept; 64 MB of this vendor's own by default. Vendors that share one
   * should share their {@link TenantRevocation} as well: what one of them revokes, another's
   * sessions of the same epoch would outlive.
   */
  @CanIgnoreReturnValue
  public TenantCredentialVendorBuilder cache(CredentialCache cache) {
    this.cache = cache;
    return this;
  }

  /**
   * Sets what keeps calls of STS to a rate; one of this vendor's own by default. Vendors with the
   * same platform account share one.
   */
  @CanIgnoreReturnValue
  public TenantCredentialVendorBuilder limiter(StsLimiter limiter) {
    this.limiter = limiter;
    return this;
  }

  /** Sets what knows of revoked sessions; nobody else does by default. */
  @CanIgnoreReturnValue
  public TenantCredentialVendorBuilder revocation(TenantRevocation revocation) {
    this.revocation = revocation;
    return this;
  }

  /**
   * Has each session carry its tenant in a transitive session tag, such as {@code tenant}: for
   * revocation, audit and policies of resources. The trust policy needs {@code sts:TagSession}.
   */
  @CanIgnoreReturnValue
  public TenantCredentialVendorBuilder tenantTag(String key) {
    this.tenantTag = key;
    return this;
  }

  /** Adds a session tag that is the same for all tenants. */
  @CanIgnoreReturnValue
  public TenantCredentialVendorBuilder sessionTag(String key, String value) {
    tags.put(key, value);
    return this;
  }

  /**
   * Has each session carry its name as the source identity, which no later role can change. The
   * trust policy needs {@code sts:SetSourceIdentity}.
   */
  @CanIgnoreReturnValue
  public TenantCredentialVendorBuilder sourceIdentity() {
    this.sourceIdentity = true;
    return this;
  }

  /**
   * Has a role between assume the tenants' role, for instance one of an organization that the
   * platform is not in. Sessions then live one hour at most.
   *
   * @param role the ARN of the role between
   */
  @CanIgnoreReturnValue
  public TenantCredentialVendorBuilder through(String role) {
    this.between = role;
    return this;
  }

  /** Has a role between assume the tenants' role; that one asks for an external id. */
  @CanIgnoreReturnValue
  public TenantCredentialVendorBuilder through(String role, String externalId) {
    this.betweenId = externalId;
    return through(role);
  }

  /**
   * Has the role assumed with tokens of an identity provider in place of the platform's identity.
   * Tags and source identity then come from the token.
   */
  @CanIgnoreReturnValue
  public TenantCredentialVendorBuilder webIdentity(WebIdentityTokens tokens) {
    this.tokens = tokens;
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

  private SessionDoor door() {
    StsAsyncClient client = Objects.requireNonNull(sts, "sts");
    if (tokens != null && between != null) {
      throw new IllegalArgumentException("a web identity assumes the role itself: not through one");
    }
    if (tokens != null) {
      return new WebIdentityDoor(client, tokens);
    }
    return between == null
        ? new PlatformDoor(client)
        : new HopDoor(client, between, betweenId, clock);
  }

  private SessionTerms terms() {
    return new SessionTerms(
        Objects.requireNonNull(role, "role"),
        externalId,
        tenantTag,
        tags,
        sourceIdentity,
        duration,
        stsTimeout);
  }

  /**
   * The vendor.
   *
   * @throws NullPointerException if STS client, role or blueprint is missing
   * @throws IllegalArgumentException if STS would take none of its calls
   * @throws ChainedDurationException if a role between allows no sessions of that duration
   * @throws TagCaseException if session tags differ only in case
   * @throws UncheckedBlueprintException if AWS does not mean what the blueprint's policy says
   * @throws UnprovenBlueprintException if the blueprint cannot be proved
   * @throws PolicyBudgetException if the blueprint is too long for the longest tenant id
   * @throws PolicyPlanException if the account is not prepared for the plan
   */
  public TenantCredentialVendor build() {
    SessionDoor door = door();
    SessionTerms terms = terms();
    PolicyPlan planned =
        plan != null ? plan : PolicyPlan.of(Objects.requireNonNull(blueprint, "blueprint"));
    TenantSessions sessions =
        new TenantSessions(
            door, planned, terms, catalogue, rolePolicies, new TenantStanding(tenants));
    return new TenantCredentialVendor(
        sessions,
        new VendingPaths(planned, sessions::path),
        cache == null ? CredentialCache.standard() : cache,
        limiter == null ? StsLimiter.of(VendingLimits.standard()) : limiter,
        revocation == null ? TenantRevocation.local() : revocation,
        clock,
        jitter);
  }
}
