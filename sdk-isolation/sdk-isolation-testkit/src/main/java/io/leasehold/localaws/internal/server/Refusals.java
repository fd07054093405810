package io.leasehold.localaws.internal.server;

import io.leasehold.localaws.internal.access.AccessDenied;
import io.leasehold.localaws.internal.sigv4.AuthenticationFailure;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.AwsResponse;

/** How a service words refusals, and how they look on the wire. */
public interface Refusals {

  /** The service's words for a request whose sender is not established. */
  AwsException refusal(AuthenticationFailure failure);

  /** The service's words for a request that the policies do not allow. */
  AwsException refusal(AccessDenied denied);

  /** The wire form of a refusal. */
  AwsResponse render(AwsException refusal, AwsRequest request, String requestId);
}
