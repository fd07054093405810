/**
 * Large uploads of tenants over a shared client, part by part, each signed as the tenant. Begin
 * with {@link io.leasehold.isolation.aws.transfer.TenantTransfers}; it needs S3 on the class path.
 */
@NullMarked
package io.leasehold.isolation.aws.transfer;

import org.jspecify.annotations.NullMarked;
