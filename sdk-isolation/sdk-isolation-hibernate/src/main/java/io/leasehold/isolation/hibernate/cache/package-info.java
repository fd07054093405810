/**
 * Caches that cannot mix up tenants.
 *
 * <ul>
 *   <li>Hibernate's second-level cache and query cache need nothing: with this library on the class
 *       path their keys have the tenant, and only the tenant in scope gets at them.
 *   <li>{@link io.leasehold.isolation.hibernate.cache.TenantSecondLevelCache} empties them of one
 *       tenant.
 *   <li>{@link io.leasehold.isolation.hibernate.cache.TenantJCache} makes a cache of JCache one
 *       with typed tenant keys.
 * </ul>
 */
@NullMarked
package io.leasehold.isolation.hibernate.cache;

import org.jspecify.annotations.NullMarked;
