/**
 * Tenant isolation on AWS, from blueprint to wire.
 *
 * <ol>
 *   <li>{@code scope}: what a tenant may touch, one kind of shared resource at a time, such as
 *       {@link io.leasehold.isolation.aws.scope.S3PrefixScope}.
 *   <li>{@code policy}: {@link io.leasehold.isolation.aws.policy.IsolationBlueprint}: which of them
 *       an application has, said once for all tenants; {@link
 *       io.leasehold.isolation.aws.policy.PolicyCompiler}: one tenant's {@link
 *       io.leasehold.isolation.aws.policy.SessionPolicy} out of it.
 *   <li>{@code session}: how a session is asked of STS, and why there is none; {@code revocation}:
 *       which ones count no longer.
 *   <li>{@code vending}: {@link io.leasehold.isolation.aws.vending.TenantCredentialVendor}:
 *       short-lived credentials under that policy, kept, renewed and limited.
 *   <li>{@code guard}: what stands between a request without its tenant and the wire.
 *   <li>{@code client}: {@link io.leasehold.isolation.aws.client.TenantClients}: shared SDK clients
 *       that act for the tenant; {@code transfer}: {@link
 *       io.leasehold.isolation.aws.transfer.TenantTransfers} for large uploads; {@code probe}:
 *       {@link io.leasehold.isolation.aws.probe.SdkIsolationProbe} at start.
 * </ol>
 *
 * Each knows only those before it. What is in an {@code internal} package is not part of the API.
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
