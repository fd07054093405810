package io.leasehold.isolation.testkit.http;

import io.leasehold.localaws.internal.access.AccessDenied;
import io.leasehold.localaws.internal.server.Refusals;
import io.leasehold.localaws.internal.sigv4.AuthenticationFailure;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.AwsResponse;
import io.leasehold.localaws.internal.wire.Json;

/** How services that speak REST with JSON refuse: the code is in a header. */
final class RestJsonRefusals implements Refusals {

  private final String messageMember;

  /**
   * Creates the words.
   *
   * @param messageMember {@code message} or, for some services, {@code Message}
   */
  RestJsonRefusals(String messageMember) {
    this.messageMember = messageMember;
  }

  @Override
  public AwsException refusal(AuthenticationFailure failure) {
    String code =
        switch (failure.reason()) {
          case MISSING -> "MissingAuthenticationTokenException";
          case MALFORMED, UNSIGNED_HEADER -> "IncompleteSignatureException";
          case UNKNOWN_KEY, INVALID_TOKEN -> "UnrecognizedClientException";
          case EXPIRED_TOKEN -> "ExpiredTokenException";
          case WRONG_SIGNATURE, SKEWED, EXPIRED_URL, WRONG_CONTENT -> "InvalidSignatureException";
        };
    return new AwsException(403, code, failure.text());
  }

  @Override
  public AwsException refusal(AccessDenied denied) {
    return new AwsException(403, "AccessDeniedException", denied.plainMessage());
  }

  @Override
  public AwsResponse render(AwsException refusal, AwsRequest request, String requestId) {
    String body = Json.write(Json.object().put(messageMember, refusal.text()));
    return AwsResponse.text(refusal.status(), "application/json", body)
        .with("x-amzn-ErrorType", refusal.code())
        .with("x-amzn-RequestId", requestId);
  }
}
