/**
 * Keeps Hibernate's plans of loads and queries, which it would make anew each time for entities of
 * tenants. Not for use outside this library; may change in any version.
 */
@NullMarked
package io.leasehold.isolation.hibernate.internal.loading;

import org.jspecify.annotations.NullMarked;
