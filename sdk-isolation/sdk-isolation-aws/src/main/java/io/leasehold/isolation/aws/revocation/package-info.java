/**
 * Which tenants' sessions count no longer, where nodes read it, and the policy with which AWS
 * itself refuses what was handed out before. The vendor obeys it through {@code TenantRevocation}
 * in {@code vending}.
 */
@NullMarked
package io.leasehold.isolation.aws.revocation;

import org.jspecify.annotations.NullMarked;
