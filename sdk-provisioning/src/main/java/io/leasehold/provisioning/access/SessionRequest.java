package io.leasehold.provisioning.access;

import io.leasehold.provisioning.account.LabRole;
import io.leasehold.provisioning.account.Lease;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Tag;

/**
 * The AssumeRole request of a lease: a session name that no other lease has, which also keeps what
 * the console remembers per session from the next learner; the learner as source identity, for the
 * audit log; the epoch as external id; and a session policy that ends with the lease, because STS
 * gives no token for less than 15 minutes.
 */
final class SessionRequest {

  private static final Duration SHORTEST = Duration.ofMinutes(15);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Pattern SOURCE_IDENTITY = Pattern.compile("[\\w+=,.@-]{2,64}");

  private SessionRequest() {}

  static AssumeRoleRequest of(AccessBroker.ActiveLease active, Instant now) {
    Lease lease = active.lease();
    return AssumeRoleRequest.builder()
        .roleArn("arn:aws:iam::" + active.account() + ":role/" + LabRole.NAME)
        .roleSessionName("lease-" + lease.id())
        .externalId(LabRole.externalId(active.epoch()))
        .sourceIdentity(sourceIdentity(lease.principal()))
        .tags(
            List.of(
                Tag.builder().key("leasehold:tenant").value(lease.tenant().value()).build(),
                Tag.builder().key("leasehold:lease").value(lease.id().toString()).build()))
        .durationSeconds(seconds(Duration.between(now, active.expiresAt())))
        .policy(policy(active.expiresAt()))
        .build();
  }

  /** Between what STS gives at least and what it gives to a caller that is itself a session. */
  static int seconds(Duration left) {
    Duration length = left.compareTo(LONGEST) > 0 ? LONGEST : left;
    return Math.toIntExact((length.compareTo(SHORTEST) < 0 ? SHORTEST : length).toSeconds());
  }

  /** Cut to the second below, so that it never ends later than the lease. */
  static String policy(Instant expiresAt) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\","
        + "\"Resource\":\"*\",\"Condition\":{\"DateLessThan\":{\"aws:CurrentTime\":\""
        + expiresAt.truncatedTo(ChronoUnit.SECONDS)
        + "\"}}}]}";
  }

  /** The principal as it is where STS takes it, a digest of it where not. */
  static String sourceIdentity(String principal) {
    if (SOURCE_IDENTITY.matcher(principal).matches()) {
      return principal;
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(principal.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256; this one lacks it.", e);
    }
  }
}
