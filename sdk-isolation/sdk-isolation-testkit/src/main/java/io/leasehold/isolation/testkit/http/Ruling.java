package io.leasehold.isolation.testkit.http;

import io.leasehold.localaws.internal.wire.AwsResponse;

/** What the enforcement says of a request. */
sealed interface Ruling {

  /**
   * It may go ahead.
   *
   * @param empty the success that says nothing, in the form of the service
   */
  record Allowed(OfflineCall call, AwsResponse empty) implements Ruling {}

  /**
   * It may not.
   *
   * @param answer the refusal in the form of the service
   */
  record Refused(AwsResponse answer) implements Ruling {}
}
