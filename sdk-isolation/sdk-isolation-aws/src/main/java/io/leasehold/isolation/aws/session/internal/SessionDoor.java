package io.leasehold.isolation.aws.session.internal;

import io.leasehold.isolation.aws.session.ChainedDurationException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Who asks STS for the sessions of tenants. */
public interface SessionDoor {

  /** What AWS grants a role that another role's session assumes, whatever the role says. */
  Duration LONGEST_CHAINED = Duration.ofHours(1);

  /** Tells it from the other doors, in keys. */
  String name();

  /** The Region whose STS it asks. */
  String region();

  /**
   * Refuses terms that it cannot keep.
   *
   * @throws IllegalArgumentException if STS would take none of its calls
   * @throws ChainedDurationException if the sessions live longer than a chain of roles allows
   */
  void require(SessionTerms terms);

  /** Makes the call. */
  CompletableFuture<Credentials> open(SessionCall call);
}
