/**
 * Who the tenant is: the values that name one, and the scope that code runs in.
 *
 * <ul>
 *   <li>{@link io.leasehold.tenancy.Tenant} with its {@link io.leasehold.tenancy.TenantId} (never
 *       changes), {@link io.leasehold.tenancy.TenantSlug} (public, may change) and {@link
 *       io.leasehold.tenancy.TenantDomain}s (verified hosts).
 *   <li>{@link io.leasehold.tenancy.TenantScopes} runs code inside a {@link
 *       io.leasehold.tenancy.TenantScope}; {@link io.leasehold.tenancy.TenantContext} reads it.
 *   <li>{@code spi} holds what an application implements, {@code internal} what it must not use.
 * </ul>
 */
@NullMarked
package io.leasehold.tenancy;

import org.jspecify.annotations.NullMarked;
