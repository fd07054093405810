/**
 * Takes the tenant's scope along in a Jakarta EE server.
 *
 * <ul>
 *   <li>{@link io.leasehold.tenancy.jakarta.propagation.TenantPropagating} injects the server's
 *       managed executor so that it carries the scope.
 *   <li>{@link io.leasehold.tenancy.jakarta.propagation.TenantClientFilter} writes the signed
 *       tenant header to other services by JAX-RS and MicroProfile clients.
 *   <li>{@code @TenantScoped} on an observer, a job or a handler runs it for the tenant that came
 *       with its input: a {@code Scoped} payload or a {@code TenantId}.
 * </ul>
 */
@NullMarked
package io.leasehold.tenancy.jakarta.propagation;

import org.jspecify.annotations.NullMarked;
