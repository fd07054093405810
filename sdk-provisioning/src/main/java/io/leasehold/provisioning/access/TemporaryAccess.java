package io.leasehold.provisioning.access;

import io.leasehold.provisioning.account.AccountId;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;

/**
 * Credentials and a console address for one leased account. Secret: never log, store or cache it;
 * the text form shows no secret. Immutable and thread-safe.
 *
 * @param accountId the account
 * @param region the Region that the learner starts in
 * @param roleName the role that the credentials speak for
 * @param accessKeyId the id of the access key
 * @param secretAccessKey the secret of the access key
 * @param sessionToken the session token
 * @param expiresAt when both the credentials and the lease let the learner go
 * @param consoleUrl signs in to the console; works for 15 minutes after it was made
 */
public record TemporaryAccess(
    AccountId accountId,
    String region,
    String roleName,
    String accessKeyId,
    String secretAccessKey,
    String sessionToken,
    Instant expiresAt,
    URI consoleUrl) {

  /** Refuses null. */
  public TemporaryAccess {
    Objects.requireNonNull(accountId, "accountId");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(roleName, "roleName");
    Objects.requireNonNull(accessKeyId, "accessKeyId");
    Objects.requireNonNull(secretAccessKey, "secretAccessKey");
    Objects.requireNonNull(sessionToken, "sessionToken");
    Objects.requireNonNull(expiresAt, "expiresAt");
    Objects.requireNonNull(consoleUrl, "consoleUrl");
  }

  /** Names the account and the end, and nothing that opens a door. */
  @Override
  public String toString() {
    return "TemporaryAccess[accountId=" + accountId + ", expiresAt=" + expiresAt + ", redacted]";
  }
}
