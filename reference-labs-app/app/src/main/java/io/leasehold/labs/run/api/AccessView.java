package io.leasehold.labs.run.api;

import io.leasehold.provisioning.access.TemporaryAccess;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How a learner gets into the lab account. Secret: never stored, logged or cached.
 *
 * @param accountId the AWS account
 * @param region the Region to work in
 * @param roleName the role that the credentials speak for
 * @param accessKeyId the id of the access key
 * @param secretAccessKey the secret of the access key
 * @param sessionToken the session token
 * @param expiresAt when the credentials end
 * @param consoleUrl signs in to the console; works for 15 minutes
 */
@Schema(name = "Access")
public record AccessView(
    @Schema(required = true) String accountId,
    @Schema(required = true) String region,
    @Schema(required = true) String roleName,
    @Schema(required = true) String accessKeyId,
    @Schema(required = true) String secretAccessKey,
    @Schema(required = true) String sessionToken,
    @Schema(required = true) Instant expiresAt,
    @Schema(required = true) String consoleUrl) {

  static AccessView of(TemporaryAccess access) {
    return new AccessView(
        access.accountId().value(),
        access.region(),
        access.roleName(),
        access.accessKeyId(),
        access.secretAccessKey(),
        access.sessionToken(),
        access.expiresAt(),
        access.consoleUrl().toString());
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "AccessView[accountId=" + accountId + ", expiresAt=" + expiresAt + ", redacted]";
  }
}
