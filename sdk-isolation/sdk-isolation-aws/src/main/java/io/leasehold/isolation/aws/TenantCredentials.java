package io.leasehold.isolation.aws;

import io.leasehold.tenancy.TenantId;
import java.time.Instant;
import java.util.Objects;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Short-lived credentials that reach one tenant's data. Immutable and thread-safe; not
 * serializable, and its text form keeps the secrets to itself.
 */
public final class TenantCredentials {

  private final TenantId tenant;
  private final String accessKeyId;
  private final String secretAccessKey;
  private final String sessionToken;
  private final Instant expiresAt;

  TenantCredentials(
      TenantId tenant,
      String accessKeyId,
      String secretAccessKey,
      String sessionToken,
      Instant expiresAt) {
    this.tenant = Objects.requireNonNull(tenant, "tenant");
    this.accessKeyId = Objects.requireNonNull(accessKeyId, "accessKeyId");
    this.secretAccessKey = Objects.requireNonNull(secretAccessKey, "secretAccessKey");
    this.sessionToken = Objects.requireNonNull(sessionToken, "sessionToken");
    this.expiresAt = Objects.requireNonNull(expiresAt, "expiresAt");
  }

  /** Whose data they reach. */
  public TenantId tenant() {
    return tenant;
  }

  /** The access key id; no secret, and what a signature shows. */
  public String accessKeyId() {
    return accessKeyId;
  }

  /** The secret access key. */
  public String secretAccessKey() {
    return secretAccessKey;
  }

  /** The session token. */
  public String sessionToken() {
    return sessionToken;
  }

  /** When AWS stops taking them. The vendor stops handing them out earlier. */
  public Instant expiresAt() {
    return expiresAt;
  }

  /** The same for the AWS SDK. */
  public AwsSessionCredentials forAwsSdk() {
    return AwsSessionCredentials.builder()
        .accessKeyId(accessKeyId)
        .secretAccessKey(secretAccessKey)
        .sessionToken(sessionToken)
        .expirationTime(expiresAt)
        .build();
  }

  @Override
  public String toString() {
    return "TenantCredentials[tenant=%s, accessKeyId=%s, expiresAt=%s]"
        .formatted(tenant, accessKeyId, expiresAt);
  }
}
