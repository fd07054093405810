package io.leasehold.provisioning.account.internal;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What AWS says when it means "not now": the step waits and its attempt does not count. */
final class Throttles {

  private static final Set<String> CODES =
      Set.of(
          "ConcurrentModificationException", "TooManyRequestsException", "ConcurrentModification");

  private Throttles() {}

  static boolean passing(AwsServiceException e) {
    return e.isThrottlingException()
        || (e.awsErrorDetails() != null && CODES.contains(e.awsErrorDetails().errorCode()));
  }

  /** The pause and up to half of it more, so that many accounts do not come back at once. */
  static Duration pause(Duration shortest) {
    long spread = ThreadLocalRandom.current().nextLong(shortest.toMillis() / 2 + 1);
    return shortest.plusMillis(spread);
  }
}
