/**
 * Who the tenant of a request is: resolvers give candidates, all of them must agree, the registry
 * confirms, and the outcome is one of a closed set.
 *
 * <ul>
 *   <li>{@link io.leasehold.tenancy.resolution.TenantEntry} decides one request, container-free:
 *       from {@link io.leasehold.tenancy.resolution.RequestSignals} to a {@link
 *       io.leasehold.tenancy.resolution.TenantDecision}.
 *   <li>The resolvers that come with the library read the host, the path, a route parameter, a
 *       header, a cookie, the session, the API key and the claims of the token, each {@code
 *       ...TenantResolver}; {@code spi.TenantResolver} is what another one implements.
 *   <li>{@link io.leasehold.tenancy.resolution.TrustedProxies} says whose forwarding headers count.
 *   <li>{@link io.leasehold.tenancy.resolution.CanonicalHost} is the one place that reads host
 *       names.
 * </ul>
 */
@NullMarked
package io.leasehold.tenancy.resolution;

import org.jspecify.annotations.NullMarked;
