package io.leasehold.isolation.aws.vending;

import io.leasehold.isolation.aws.internal.SealedSecrets;
import io.leasehold.tenancy.TenantId;
import java.time.Instant;
import java.util.Objects;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Short-lived credentials that reach one tenant's data. Immutable and thread-safe; not
 * serializable, its text form keeps the secrets to itself, and while they are only kept they lie in
 * memory masked.
 */
public final class TenantCredentials {

  private final TenantId tenant;
  private final SealedSecrets secrets;
  private final long expiresAt;

  /**
   * Creates them. A vendor does so with what STS gave; whoever else does answers for whose they
   * are.
   *
   * @param tenant whose data they reach
   * @param expiresAt when AWS stops taking them
   */
  public TenantCredentials(
      TenantId tenant,
      String accessKeyId,
      String secretAccessKey,
      String sessionToken,
      Instant expiresAt) {
    this.tenant = Objects.requireNonNull(tenant, "tenant");
    this.secrets =
        new SealedSecrets(
            Objects.requireNonNull(accessKeyId, "accessKeyId"),
            Objects.requireNonNull(secretAccessKey, "secretAccessKey"),
            Objects.requireNonNull(sessionToken, "sessionToken"));
    this.expiresAt = expiresAt.toEpochMilli();
  }

  /** Whose data they reach. */
  public TenantId tenant() {
    return tenant;
  }

  /** The access key id; no secret, and what a signature shows. */
  public String accessKeyId() {
    return secrets.keyId();
  }

  /** The secret access key. */
  public String secretAccessKey() {
    return secrets.secret();
  }

  /** The session token. */
  public String sessionToken() {
    return secrets.token();
  }

  /** When AWS stops taking them, to the millisecond. The vendor stops handing them out earlier. */
  public Instant expiresAt() {
    return Instant.ofEpochMilli(expiresAt);
  }

  /** The same for the AWS SDK. */
  public AwsSessionCredentials forAwsSdk() {
    return AwsSessionCredentials.builder()
        .accessKeyId(accessKeyId())
        .secretAccessKey(secretAccessKey())
        .sessionToken(sessionToken())
        .expirationTime(expiresAt())
        .build();
  }

  /** When AWS stops taking them, in milliseconds. */
  long expiresAtMillis() {
    return expiresAt;
  }

  /** How many bytes the secrets take in memory. */
  int length() {
    return secrets.length();
  }

  @Override
  public String toString() {
    return "TenantCredentials[tenant=%s, accessKeyId=%s, expiresAt=%s]"
        .formatted(tenant, accessKeyId(), expiresAt());
  }
}
