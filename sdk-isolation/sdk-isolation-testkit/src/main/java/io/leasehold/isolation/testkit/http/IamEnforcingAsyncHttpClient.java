package io.leasehold.isolation.testkit.http;

import io.leasehold.localaws.internal.wire.AwsRequest;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/**
 * The asynchronous twin of {@link IamEnforcingHttpClient}: give it to asynchronous clients with
 * {@code httpClient(...)}. The body of a request is collected before anything is decided. What
 * cannot be read fails the call with {@link UnreadableRequestException}.
 *
 * <p>Thread-safe as far as its delegate or answers are.
 */
public final class IamEnforcingAsyncHttpClient implements SdkAsyncHttpClient {

  private final IamEnforcement enforcement;
  private final OfflineAnswers answers;
  private final @Nullable SdkAsyncHttpClient delegate;

  private IamEnforcingAsyncHttpClient(
      IamEnforcement enforcement, OfflineAnswers answers, @Nullable SdkAsyncHttpClient delegate) {
    this.enforcement = Objects.requireNonNull(enforcement, "enforcement");
    this.answers = Objects.requireNonNull(answers, "answers");
    this.delegate = delegate;
  }

  /** A client without a network: what is allowed is answered in place of AWS. */
  public static IamEnforcingAsyncHttpClient answering(
      IamEnforcement enforcement, OfflineAnswers answers) {
    return new IamEnforcingAsyncHttpClient(enforcement, answers, null);
  }

  /** A client in front of another one, such as one to an emulator that knows no IAM. */
  public static IamEnforcingAsyncHttpClient inFrontOf(
      SdkAsyncHttpClient delegate, IamEnforcement enforcement) {
    Objects.requireNonNull(delegate, "delegate");
    return new IamEnforcingAsyncHttpClient(enforcement, OfflineAnswers.nothing(), delegate);
  }

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    if (request.fullDuplex()) {
      // The answer would begin before the request is known.
      return failed(
          request.responseHandler(),
          new UnreadableRequestException("a request in both directions at once is not read here"));
    }
    return BodyPublishers.collect(request.requestContentPublisher())
        .thenCompose(body -> decide(request, body))
        .exceptionallyCompose(
            thrown ->
                failed(
                    request.responseHandler(),
                    thrown.getCause() == null ? thrown : thrown.getCause()));
  }

  private CompletableFuture<Void> decide(AsyncExecuteRequest request, byte[] body) {
    AwsRequest received = Messages.received(request.request(), body);
    Ruling ruling = enforcement.rule(received);
    if (ruling instanceof Ruling.Refused refused) {
      return deliver(
          request.responseHandler(), Messages.response(refused.answer(), received.method()));
    }
    Ruling.Allowed allowed = (Ruling.Allowed) ruling;
    if (delegate != null) {
      return delegate.execute(
          AsyncExecuteRequest.builder()
              .request(request.request())
              .requestContentPublisher(BodyPublishers.of(body))
              .responseHandler(request.responseHandler())
              .fullDuplex(false)
              .build());
    }
    SdkHttpFullResponse response =
        answers
            .answer(allowed.call())
            .map(Messages::response)
            .orElseGet(() -> Messages.response(allowed.empty(), received.method()));
    return deliver(request.responseHandler(), response);
  }

  private static CompletableFuture<Void> deliver(
      SdkAsyncHttpResponseHandler handler, SdkHttpFullResponse response) {
    Publisher<ByteBuffer> body = BodyPublishers.of(Messages.body(response));
    handler.onHeaders(response);
    handler.onStream(body);
    return CompletableFuture.completedFuture(null);
  }

  private static CompletableFuture<Void> failed(
      SdkAsyncHttpResponseHandler handler, Throwable thrown) {
    handler.onError(thrown);
    return CompletableFuture.failedFuture(thrown);
  }

  @Override
  public String clientName() {
    return "IamEnforcingAsync";
  }

  @Override
  public void close() {
    if (delegate != null) {
      delegate.close();
    }
  }
}
