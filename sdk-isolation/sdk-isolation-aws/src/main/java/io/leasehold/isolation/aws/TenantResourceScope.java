package io.leasehold.isolation.aws;

import io.leasehold.tenancy.TenantId;
import java.util.List;

/**
 * A tenant's part of something that tenants share. Sealed, because each kind isolates in its own
 * way and the ways are proved one by one. Implementations are immutable and thread-safe.
 */
public sealed interface TenantResourceScope permits DynamoDbPooledScope, S3PrefixScope {

  /** How messages call this scope, such as {@code table labs-activity}. */
  String label();

  /**
   * What the tenant may do there.
   *
   * @param place partition, Region and account of the shared thing
   * @param tenant the tenant
   * @return the statements, each of them an Allow
   */
  List<Grant> grants(AwsPlace place, TenantId tenant);
}
