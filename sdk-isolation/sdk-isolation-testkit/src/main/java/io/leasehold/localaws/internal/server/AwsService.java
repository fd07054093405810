package io.leasehold.localaws.internal.server;

import io.leasehold.localaws.internal.access.AccessDenied;
import io.leasehold.localaws.internal.access.Authenticated;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.AwsResponse;

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
}
