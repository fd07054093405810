package io.leasehold.isolation.silo;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.leasehold.isolation.aws.policy.PolicyPlan;
import io.leasehold.isolation.aws.scope.AwsPlace;
import io.leasehold.tenancy.TenantId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which role is whose, by its ARN. Immutable and thread-safe.
 *
 * <pre>{@code
 * TenantRoles roles = TenantRoles.builder()
 *     .silo(SiloRoleNames.prefixed("tenant_"), place)    // each tenant its own
 *     .pooled("arn:aws:iam::111111111111:role/LabsTenant", plan)  // narrowed on each call
 *     .platform("arn:aws:iam::111111111111:role/Billing")  // never for a tenant
 *     .build();
 * }</pre>
 */
public final class TenantRoles {

  /** What a role is. */
  sealed interface Use {
    /** The role of one tenant. */
    record Own(TenantId tenant) implements Use {}

    /** A role that tenants share, narrowed down by each call. */
    record Pooled(Optional<PolicyPlan> plan) implements Use {}

    /** A role of the platform. */
    record Platform() implements Use {}

    /** Nobody said. */
    record Unknown() implements Use {}
  }

  private final Map<SiloRoleNames, AwsPlace> silos;
  private final Map<String, Optional<PolicyPlan>> pooled;
  private final Set<String> platform;

  private TenantRoles(Builder builder) {
    this.silos = Map.copyOf(builder.silos);
    this.pooled = Map.copyOf(builder.pooled);
    this.platform = Set.copyOf(builder.platform);
  }

  /** A builder that knows no role. */
  public static Builder builder() {
    return new Builder();
  }

  Use use(String roleArn) {
    Optional<PolicyPlan> plan = pooled.get(roleArn);
    if (plan != null) {
      return new Use.Pooled(plan);
    }
    if (platform.contains(roleArn)) {
      return new Use.Platform();
    }
    return silos.entrySet().stream()
        .flatMap(silo -> owner(silo.getKey(), silo.getValue(), roleArn).stream())
        .findFirst()
        .<Use>map(Use.Own::new)
        .orElseGet(Use.Unknown::new);
  }

  private static Optional<TenantId> owner(SiloRoleNames names, AwsPlace place, String roleArn) {
    return names
        .tenant(roleArn.substring(roleArn.lastIndexOf('/') + 1))
        .filter(tenant -> names.arn(place, tenant).equals(roleArn));
  }

  /** Collects roles. Not thread-safe. */
  public static final class Builder {

    private final Map<SiloRoleNames, AwsPlace> silos = new HashMap<>();
    private final Map<String, Optional<PolicyPlan>> pooled = new HashMap<>();
    private final Set<String> platform = new HashSet<>();

    private Builder() {}

    /** Says how the roles are called that belong to one tenant each, and where they are. */
    @CanIgnoreReturnValue
    public Builder silo(SiloRoleNames names, AwsPlace place) {
      silos.put(names, place);
      return this;
    }

    /** Adds a role that tenants share. Each call has to narrow it, in whichever way. */
    @CanIgnoreReturnValue
    public Builder pooled(String roleArn) {
      pooled.put(roleArn, Optional.empty());
      return this;
    }

    /** Adds a role that tenants share. Each call has to narrow it exactly as the plan says. */
    @CanIgnoreReturnValue
    public Builder pooled(String roleArn, PolicyPlan plan) {
      pooled.put(roleArn, Optional.of(plan));
      return this;
    }

    /**
     * Adds a role that the platform assumes for itself, or on its way to those of tenants. Not to
     * be assumed in the scope of a tenant.
     */
    @CanIgnoreReturnValue
    public Builder platform(String roleArn) {
      platform.add(roleArn);
      return this;
    }

    /** The roles. */
    public TenantRoles build() {
      return new TenantRoles(this);
    }
  }
}
