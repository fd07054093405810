package io.leasehold.localaws.internal.server;

import io.leasehold.localaws.internal.access.AccessDenied;
import io.leasehold.localaws.internal.access.Authenticated;
import io.leasehold.localaws.internal.sigv4.AuthenticationFailure;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.AwsResponse;

/** One simulated service: how it answers, and how it words refusals. */
public interface AwsService {

  /** The name in the credential scope of its requests. */
  String signingName();

  /**
   * Answers a request.
   *
   * @throws AwsException for a refusal in the words of the service
   * @throws AccessDenied if the policies do not allow it
   */
  AwsResponse answer(Authenticated call);

  /** The service's words for a request whose sender is not established. */
  AwsException refusal(AuthenticationFailure failure);

  /** The service's words for a request that the policies do not allow. */
  AwsException refusal(AccessDenied denied);

  /** The wire form of a refusal. */
  AwsResponse render(AwsException refusal, AwsRequest request, String requestId);
}
