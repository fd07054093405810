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
 *       tenant, with a base identity that refuses and a guard at transmission; {@link
 *       io.leasehold.isolation.aws.TenantTransfers} for large uploads; {@link
 *       io.leasehold.isolation.aws.SdkIsolationProbe} at start.
 * </ol>
 *
 * <pre>{@code
 * IsolationBlueprint blueprint = IsolationBlueprint.builder("labs")
 *     .region("eu-central-1").account("111111111111")
 *     .allow(DynamoDbPooledScope.table("labs-activity"))
 *     .allow(S3PrefixScope.bucket("labs-content"))
 *     .build();
 * TenantCredentialVendor vendor = TenantCredentialVendor.builder()
 *     .sts(sts).role("arn:aws:iam::111111111111:role/LabsTenant").blueprint(blueprint)
 *     .build();
 * DynamoDbClient shared = TenantClients.prepare(DynamoDbClient.builder()).build();
 * DynamoDbClient dynamoDb = TenantClients.over(vendor).scoped(DynamoDbClient.class, shared);
 *
 * TenantScopes.run(acme, () -> dynamoDb.query(ownItems)); // as acme, whose items alone it reaches
 * }</pre>
 */
@NullMarked
package io.leasehold.isolation.aws;

import org.jspecify.annotations.NullMarked;
