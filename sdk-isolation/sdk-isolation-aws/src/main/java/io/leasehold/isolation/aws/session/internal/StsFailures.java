package io.leasehold.isolation.aws.session.internal;

import io.leasehold.isolation.IsolationException;
import io.leasehold.isolation.aws.session.CredentialVendingException;
import io.leasehold.isolation.aws.session.CredentialVendingException.Reason;
import io.leasehold.tenancy.TenantId;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Sorts what can go wrong at STS into what will pass and what will not. */
public final class StsFailures {

  private static final int FIRST_CLIENT_ERROR = 400;
  private static final int FIRST_SERVER_ERROR = 500;
  private static final int REQUEST_TIMEOUT = 408;
  // The identity provider of a web identity was not reached; STS says it with status 400.
  private static final String OUTAGE_OF_ANOTHER = "IDPCommunicationError";

  private StsFailures() {}

  /** Whether STS takes fewer calls than it gets. */
  public static boolean throttles(Throwable failure) {
    Throwable cause = unwrap(failure);
    return cause instanceof AwsServiceException answer && answer.isThrottlingException();
  }

  /** Whether STS answered, and does not take this call. */
  public static boolean refuses(Throwable failure) {
    Throwable cause = unwrap(failure);
    return cause instanceof AwsServiceException answer
        && !answer.isThrottlingException()
        && isClientError(answer);
  }

  public static IsolationException describe(TenantId tenant, Throwable failure) {
    Throwable cause = unwrap(failure);
    if (cause instanceof IsolationException ours) {
      return ours;
    }
    if (cause instanceof TimeoutException) {
      return new CredentialVendingException(
          Reason.TIMED_OUT, tenant, "they did not come in the time that the caller gave", null);
    }
    if (!(cause instanceof AwsServiceException answer)) {
      return new CredentialVendingException(
          Reason.UNAVAILABLE,
          tenant,
          "STS did not answer (" + cause.getClass().getSimpleName() + "); the cause says why",
          cause);
    }
    String errorCode = answer.awsErrorDetails() == null ? "" : answer.awsErrorDetails().errorCode();
    if (answer.isThrottlingException()) {
      return new CredentialVendingException(
          Reason.THROTTLED, tenant, "STS throttles (" + errorCode + "); retry later", cause);
    }
    if (isClientError(answer)) {
      return new CredentialVendingException(
          Reason.REFUSED,
          tenant,
          "STS refuses with "
              + errorCode
              + "; check the role, its trust policy and the platform's own identity",
          cause);
    }
    return new CredentialVendingException(
        Reason.UNAVAILABLE,
        tenant,
        "STS fails with status " + answer.statusCode() + "; retry later",
        cause);
  }

  private static boolean isClientError(AwsServiceException answer) {
    int status = answer.statusCode();
    String code = answer.awsErrorDetails() == null ? "" : answer.awsErrorDetails().errorCode();
    return status >= FIRST_CLIENT_ERROR
        && status < FIRST_SERVER_ERROR
        && status != REQUEST_TIMEOUT
        && !OUTAGE_OF_ANOTHER.equals(code);
  }

  public static Throwable unwrap(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
