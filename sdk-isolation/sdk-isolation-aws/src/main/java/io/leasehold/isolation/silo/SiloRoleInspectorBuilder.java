package io.leasehold.isolation.silo;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link SiloRoleInspector} expects of roles. Not thread-safe. */
public final class SiloRoleInspectorBuilder {

  private final SiloRoleNames names;
  private final IsolationBlueprint blueprint;
  private final Set<String> principals = new LinkedHashSet<>();
  private final Set<String> services = new LinkedHashSet<>();
  private final Set<String> providers = new LinkedHashSet<>();
  private final Set<String> tagKeys = new TreeSet<>();
  private @Nullable Function<TenantId, ExternalId> externalIds;
  private @Nullable Function<TenantId, String> boundaries;
  private @Nullable Function<TenantId, String> subjects;
  private boolean bounded = true;
  private String tagKey = "tenant";
  private Duration longestSession = Duration.ofHours(1);

  SiloRoleInspectorBuilder(SiloRoleNames names, IsolationBlueprint blueprint) {
    this.names = Objects.requireNonNull(names, "names");
    this.blueprint = Objects.requireNonNull(blueprint, "blueprint");
  }

  /** Says which user or role may assume tenants' roles, by its ARN; nobody by default. */
  @CanIgnoreReturnValue
  public SiloRoleInspectorBuilder trusts(String principalArn) {
    principals.add(principalArn);
    return this;
  }

  /** Says which service may, such as {@code ecs-tasks.amazonaws.com}; none by default. */
  @CanIgnoreReturnValue
  public SiloRoleInspectorBuilder trustsService(String service) {
    services.add(service);
    return this;
  }

  /** Says which identity provider may, by its ARN or domain; none by default. */
  @CanIgnoreReturnValue
  public SiloRoleInspectorBuilder trustsProvider(String provider) {
    providers.add(provider);
    return this;
  }

  /**
   * Says which external id each tenant has. Without it no role may be trusted to another account.
   */
  @CanIgnoreReturnValue
  public SiloRoleInspectorBuilder externalIds(Function<TenantId, ExternalId> externalIds) {
    this.externalIds = externalIds;
    return this;
  }

  /** Says whom a provider of identities has to vouch for; any one subject by default. */
  @CanIgnoreReturnValue
  public SiloRoleInspectorBuilder subjects(Function<TenantId, String> subjects) {
    this.subjects = subjects;
    return this;
  }

  /** Says which permissions boundary all roles have, by its ARN. */
  @CanIgnoreReturnValue
  public SiloRoleInspectorBuilder boundary(String arn) {
    return boundaries(tenant -> arn);
  }

  /** Says which permissions boundary each role has, by its ARN. */
  @CanIgnoreReturnValue
  public SiloRoleInspectorBuilder boundaries(Function<TenantId, String> boundaries) {
    this.boundaries = boundaries;
    return this;
  }

  /** Says that roles need no boundary. Then a role that is widened later is wide. */
  @CanIgnoreReturnValue
  public SiloRoleInspectorBuilder withoutBoundary() {
    bounded = false;
    return this;
  }

  /** Sets the tag that names the tenant, {@code tenant} by default. */
  @CanIgnoreReturnValue
  public SiloRoleInspectorBuilder tenantTag(String key) {
    tagKey = Objects.requireNonNull(key, "key");
    return this;
  }

  /** Says which other tags sessions may have, exactly as they are spelt. */
  @CanIgnoreReturnValue
  public SiloRoleInspectorBuilder sessionTags(String... keys) {
    tagKeys.addAll(List.of(keys));
    return this;
  }

  /** Sets how long sessions may last, one hour by default. */
  @CanIgnoreReturnValue
  public SiloRoleInspectorBuilder longestSession(Duration longest) {
    longestSession = Objects.requireNonNull(longest, "longest");
    return this;
  }

  /**
   * The inspector.
   *
   * @throws IllegalStateException if nothing was said about boundaries
   */
  public SiloRoleInspector build() {
    if (bounded && boundaries == null) {
      throw new IllegalStateException(
          "say which boundary the roles have, or that they have none: boundary(arn), withoutBoundary()");
    }
    Set<String> keys = new TreeSet<>(tagKeys);
    keys.add(tagKey);
    return new SiloRoleInspector(
        new SiloExpectation(
            names,
            blueprint,
            Set.copyOf(principals),
            Set.copyOf(services),
            Set.copyOf(providers),
            externalIds,
            bounded ? boundaries : null,
            subjects,
            tagKey,
            Set.copyOf(keys),
            longestSession),
        Set.of());
  }
}
