/**
 * Takes the scope to other threads, other processes and other hosts, on purpose and never by
 * accident.
 *
 * <ul>
 *   <li>{@link io.leasehold.tenancy.propagation.TenantExecutors} and {@link
 *       io.leasehold.tenancy.propagation.TenantFutures}: other threads of this process.
 *   <li>{@link io.leasehold.tenancy.propagation.EnvelopeSealer} and {@link
 *       io.leasehold.tenancy.propagation.SignedEnvelopes}: messages, through SQS, SNS, Kafka or
 *       JMS.
 *   <li>{@link io.leasehold.tenancy.propagation.TenantWorker}: the boundary around each job and
 *       each message of a worker.
 *   <li>{@link io.leasehold.tenancy.propagation.TenantHeaders} and {@link
 *       io.leasehold.tenancy.propagation.SignedHeaderTenantResolver}: HTTP requests to other hosts.
 * </ul>
 *
 * <p>A thread that nobody handed a scope to has none, and fails when it needs one.
 */
@NullMarked
package io.leasehold.tenancy.propagation;

import org.jspecify.annotations.NullMarked;
