/**
 * Tenant isolation on AWS, from blueprint to wire.
 *
 * <ol>
 *   <li>{@link io.leasehold.isolation.aws.IsolationBlueprint}: which tables and buckets a tenant
 *       shares with others, said once for all tenants.
 *   <li>{@link io.leasehold.isolation.aws.PolicyCompiler}: one tenant's {@link
 *       io.leasehold.isolation.aws.SessionPolicy} out of it.
 *   <li>{@link io.leasehold.isolation.aws.TenantCredentialVendor}: short-lived credentials under
 *       that policy.
 *   <li>{@link io.leasehold.isolation.aws.TenantClients}: shared SDK clients that act for the
 *       tenant, with a base identity that refuses and a guard at transmission.
 * </ol>
 */
@NullMarked
package io.leasehold.isolation.aws;

import org.jspecify.annotations.NullMarked;
