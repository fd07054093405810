package com.example.notes;

import io.leasehold.isolation.aws.client.TenantClients;
import io.leasehold.tenancy.TenantContext;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Files of whatever tenant is in scope, under its own prefix of one bucket. */
public final class Attachments {

  private final S3Client s3;
  private final String bucket;

  /**
   * @param shared one client for all tenants, from {@code TenantClients.prepare(builder)}
   */
  public Attachments(TenantClients tenants, S3Client shared, String bucket) {
    this.s3 = tenants.scoped(S3Client.class, shared);
    this.bucket = bucket;
  }

  public void put(String name, String content) {
    s3.putObject(r -> r.bucket(bucket).key(mine(name)), RequestBody.fromString(content));
  }

  public String get(String name) {
    return read(mine(name));
  }

  /** By a key of somebody's choice: what is not the tenant's own is refused by S3. */
  public String read(String key) {
    return s3.getObjectAsBytes(r -> r.bucket(bucket).key(key))
        .asString(StandardCharsets.UTF_8);
  }

  private static String mine(String name) {
    return TenantContext.require().id() + "/" + name;
  }
}
