package io.leasehold.isolation.testkit.http;

import io.leasehold.localaws.internal.server.Refusals;
import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.AwsResponse;

/** Reads the requests of one service. */
interface ServiceReader {

  /** The name in the credential scope of its requests. */
  String signingName();

  /**
   * What the request needs.
   *
   * @throws Unreadable if it cannot be read completely
   */
  Reading read(SignedRequest request);

  /** A success that says nothing. */
  AwsResponse success(SignedRequest request, String operation);

  /** How the service refuses such a request. */
  Refusals refusals(AwsRequest request);
}
