/**
 * Who the tenant of a request is: resolvers give candidates, all of them must agree, the registry
 * confirms, and the outcome is one of a closed set.
 *
 * <ul>
 *   <li>{@link io.leasehold.tenancy.resolution.TenantEntry} decides one request, container-free:
 *       from {@link io.leasehold.tenancy.resolution.RequestSignals} to a {@link
 *       io.leasehold.tenancy.resolution.TenantDecision}.
 *   <li>{@link io.leasehold.tenancy.resolution.HostTenantResolver} and {@link
 *       io.leasehold.tenancy.resolution.ClaimTenantResolver} are the resolvers that come with the
 *       library; {@code spi.TenantResolver} is what another one implements.
 *   <li>{@link io.leasehold.tenancy.resolution.CanonicalHost} is the one place that reads host
 *       names.
 * </ul>
 */
@NullMarked
package io.leasehold.tenancy.resolution;

import org.jspecify.annotations.NullMarked;
