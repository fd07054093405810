/**
 * Row security for a whole persistence unit, from its mapping: what the database needs, what it
 * lacks, and how it gets there.
 *
 * <ul>
 *   <li>{@link io.leasehold.isolation.hibernate.schema.RowSecurityPlan} has the tables, the
 *       statements and the comparison with a live database.
 *   <li>{@link io.leasehold.isolation.hibernate.schema.RowSecurityMigration} runs it in Flyway.
 *   <li>{@link io.leasehold.isolation.hibernate.schema.DatabaseRoles} separates who may do what.
 *   <li>{@link io.leasehold.isolation.hibernate.schema.KeyAdvice} makes keys that stay inside a
 *       tenant.
 * </ul>
 */
@NullMarked
package io.leasehold.isolation.hibernate.schema;

import org.jspecify.annotations.NullMarked;
