/**
 * A tenant's own host names: claimed, proven by DNS, given a certificate, proven again and again,
 * and let go.
 *
 * <ul>
 *   <li>{@link io.leasehold.tenancy.domain.CustomDomains} is what a tenant's administrator uses;
 *       {@link io.leasehold.tenancy.domain.DomainUpkeep} is what a scheduler calls.
 *   <li>{@link io.leasehold.tenancy.domain.CustomDomain} is one claim, {@link
 *       io.leasehold.tenancy.domain.DomainStatus} its states and their legal changes, {@link
 *       io.leasehold.tenancy.domain.DomainEvent} what happened.
 *   <li>{@link io.leasehold.tenancy.domain.DomainPolicy} says which names may be claimed at all.
 *   <li>{@link io.leasehold.tenancy.domain.TlsPermission} answers a TLS server that asks whether it
 *       may get a certificate for a host.
 *   <li>{@link io.leasehold.tenancy.domain.HostCookie} and {@link
 *       io.leasehold.tenancy.domain.TenantOrigins} keep one tenant's host from being used against
 *       another's.
 *   <li>In {@code spi}: {@code DnsLookup}, {@code DomainEdge} (CDN and certificates), {@code
 *       DomainStore}.
 * </ul>
 */
@NullMarked
package io.leasehold.tenancy.domain;

import org.jspecify.annotations.NullMarked;
