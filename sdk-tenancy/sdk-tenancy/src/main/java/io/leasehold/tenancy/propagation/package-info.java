/**
 * Takes the scope to other threads, other processes and other hosts, on purpose and never by
 * accident.
 *
 * <ul>
 *   <li>{@link io.leasehold.tenancy.propagation.TenantExecutors} and {@link
 *       io.leasehold.tenancy.propagation.TenantFutures}: other threads of this process.
 * </ul>
 *
 * A thread that nobody handed a scope to has none, and fails when it needs one.
 */
@NullMarked
package io.leasehold.tenancy.propagation;

import org.jspecify.annotations.NullMarked;
