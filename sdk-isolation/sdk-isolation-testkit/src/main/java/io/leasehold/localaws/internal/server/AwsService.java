package io.leasehold.localaws.internal.server;

import io.leasehold.localaws.internal.access.AccessDenied;
import io.leasehold.localaws.internal.access.Authenticated;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.AwsResponse;
import java.util.Optional;

/** One simulated service: how it answers, and how it words refusals. */
public interface AwsService extends Refusals {

  /** The name in the credential scope of its requests. */
  String signingName();

  /**
   * Answers a request.
   *
   * @throws AwsException for a refusal in the words of the service
   * @throws AccessDenied if the policies do not allow it
   */
  AwsResponse answer(Authenticated call);

  /**
   * Answers a request that nobody signed, if it is one of the few that need no signature.
   *
   * @throws AwsException for a refusal in the words of the service
   */
  default Optional<AwsResponse> answerUnsigned(AwsRequest request, String requestId) {
    return Optional.empty();
  }
}
