package io.leasehold.isolation.silo;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.scope.AwsPlace;
import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's role should be like.
 *
 * @param principals ARNs of the users and roles that may assume it
 * @param services the services that may
 * @param providers ARNs or names of the identity providers that may
 * @param externalIds whoever is asked for none is in the role's own account
 * @param boundaries null if roles need none
 * @param subjects who a provider of identities has to vouch for; null if anybody exact will do
 * @param tagKey the tag that names the tenant
 * @param tagKeys the keys that a session may be tagged with, the tenant's among them
 */
record SiloExpectation(
    SiloRoleNames names,
    IsolationBlueprint blueprint,
    Set<String> principals,
    Set<String> services,
    Set<String> providers,
    @Nullable Function<TenantId, ExternalId> externalIds,
    @Nullable Function<TenantId, String> boundaries,
    @Nullable Function<TenantId, String> subjects,
    String tagKey,
    Set<String> tagKeys,
    Duration longestSession) {

  AwsPlace place() {
    return blueprint.place();
  }

  @Nullable ExternalId externalId(TenantId tenant) {
    return externalIds == null ? null : externalIds.apply(tenant);
  }
}
