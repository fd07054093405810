/**
 * Tenancy in a Jakarta EE server. An application puts this jar into its war and provides two beans,
 * a {@code TenantEntry} and a {@code TokenVerifier} (both {@code @Singleton}); it may provide a
 * third, {@link io.leasehold.tenancy.jakarta.TenantFilterSettings}.
 *
 * <ul>
 *   <li>{@link io.leasehold.tenancy.jakarta.TenantFilter} is in front of everything by itself: it
 *       answers what may not enter, and binds the scope around the rest.
 *   <li>{@link io.leasehold.tenancy.jakarta.TenantAuthenticationMechanism} makes the verified token
 *       the caller, so that {@code @RolesAllowed} works; opt in with a one-line subclass.
 *   <li>{@link io.leasehold.tenancy.jakarta.MpJwtBridge}, as a bean instead of the {@code
 *       TokenVerifier}, takes tokens as the container verified them.
 *   <li>{@link io.leasehold.tenancy.jakarta.TenantRouteFilter} checks what only JAX-RS knows.
 *   <li>{@link io.leasehold.tenancy.jakarta.TenantRequired}, {@link
 *       io.leasehold.tenancy.jakarta.TenantOptional}, {@link
 *       io.leasehold.tenancy.jakarta.PlatformScoped} and {@link
 *       io.leasehold.tenancy.jakarta.CrossTenant} say on whose behalf resources and beans run.
 *   <li>{@link io.leasehold.tenancy.jakarta.CurrentTenant} and {@link
 *       io.leasehold.tenancy.jakarta.HostTenant} inject.
 *   <li>{@link io.leasehold.tenancy.jakarta.TenantThreadContextProvider} carries the scope through
 *       managed executors whose context service propagates the type {@code Tenant}.
 * </ul>
 */
@NullMarked
package io.leasehold.tenancy.jakarta;

import org.jspecify.annotations.NullMarked;
