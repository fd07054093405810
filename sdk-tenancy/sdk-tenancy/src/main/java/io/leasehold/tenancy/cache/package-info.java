/**
 * Caches that cannot mix up tenants: keys that carry the tenant and cannot collide, a cache with
 * room of its own for each tenant, and the HTTP headers that keep shared caches out.
 */
@NullMarked
package io.leasehold.tenancy.cache;

import org.jspecify.annotations.NullMarked;
