/**
 * Moves one tenant's rows from place to place while it is at work: shared tables, its own schema,
 * its own database. Backup, restore and erasure are made of the same parts.
 *
 * <ul>
 *   <li>{@link io.leasehold.isolation.hibernate.move.TenantMoves} moves, resumes, rolls back and
 *       finishes.
 *   <li>{@link io.leasehold.isolation.hibernate.move.MoveSchema} is the schema of its journal, of
 *       the tenants' places and of what keeps writers out while a tenant changes places.
 *   <li>{@link io.leasehold.isolation.hibernate.TenantMovingException} is what a writer gets
 *       meanwhile.
 * </ul>
 */
@NullMarked
package io.leasehold.isolation.hibernate.move;

import org.jspecify.annotations.NullMarked;
