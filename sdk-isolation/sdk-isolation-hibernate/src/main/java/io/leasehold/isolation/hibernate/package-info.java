/**
 * What a tenant may touch in PostgreSQL: row security underneath, Hibernate's discriminator above.
 *
 * <ul>
 *   <li>{@link io.leasehold.isolation.hibernate.RowSecurity} writes the policy of a table.
 *   <li>{@link io.leasehold.isolation.hibernate.TenantDataSource} tells PostgreSQL, inside each
 *       transaction, whose rows it is about.
 *   <li>Hibernate needs no setting: with this library on the class path the tenant of a session and
 *       the wrapped data source come by themselves.
 *   <li>{@link io.leasehold.isolation.hibernate.TenantIsolationCheck} reads the live catalogue at
 *       start and names every hole.
 * </ul>
 */
@NullMarked
package io.leasehold.isolation.hibernate;

import org.jspecify.annotations.NullMarked;
