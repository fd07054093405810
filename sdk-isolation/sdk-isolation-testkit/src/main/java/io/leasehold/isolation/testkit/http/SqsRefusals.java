package io.leasehold.isolation.testkit.http;

import io.leasehold.localaws.internal.access.AccessDenied;
import io.leasehold.localaws.internal.server.Refusals;
import io.leasehold.localaws.internal.sigv4.AuthenticationFailure;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.AwsResponse;

/** SQS speaks JSON and still tells the codes of its former protocol, in a header. */
record SqsRefusals(Refusals json) implements Refusals {

  @Override
  public AwsException refusal(AuthenticationFailure failure) {
    return json.refusal(failure);
  }

  @Override
  public AwsException refusal(AccessDenied denied) {
    return new AwsException(403, "AccessDenied", denied.plainMessage());
  }

  @Override
  public AwsResponse render(AwsException refusal, AwsRequest request, String requestId) {
    return json.render(refusal, request, requestId)
        .with("x-amzn-query-error", refusal.code() + ";Sender");
  }
}
