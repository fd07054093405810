/**
 * Registries of tenants: {@link io.leasehold.tenancy.registry.CachingTenantRegistry} in front of a
 * slow one, {@link io.leasehold.tenancy.registry.InMemoryTenantRegistry} for tests and small
 * programs.
 */
@NullMarked
package io.leasehold.tenancy.registry;

import org.jspecify.annotations.NullMarked;
