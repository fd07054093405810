package io.leasehold.isolation.testkit.http;

import io.leasehold.localaws.internal.wire.AwsRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/**
 * An HTTP client for synchronous AWS SDK clients that lets through what IAM allows. Give it to real
 * clients with {@code httpClient(...)}; their code under test does not notice.
 *
 * <pre>{@code
 * IamEnforcement iam = IamEnforcement.builder()
 *     .session(EnforcedSession.limitedBy(policyOfAcme, "arn:aws:sts::111122223333:assumed-role/app/acme", keys))
 *     .facts(AwsFacts.builder().table("orders", "tenant").build())
 *     .build();
 * DynamoDbClient dynamoDb = DynamoDbClient.builder()
 *     .httpClient(IamEnforcingHttpClient.answering(iam, OfflineAnswers.nothing()))
 *     ...
 * }</pre>
 *
 * <p>Thread-safe as far as its delegate or answers are.
 */
public final class IamEnforcingHttpClient implements SdkHttpClient {

  private final IamEnforcement enforcement;
  private final OfflineAnswers answers;
  private final @Nullable SdkHttpClient delegate;

  private IamEnforcingHttpClient(
      IamEnforcement enforcement, OfflineAnswers answers, @Nullable SdkHttpClient delegate) {
    this.enforcement = Objects.requireNonNull(enforcement, "enforcement");
    this.answers = Objects.requireNonNull(answers, "answers");
    this.delegate = delegate;
  }

  /** A client without a network: what is allowed is answered in place of AWS. */
  public static IamEnforcingHttpClient answering(
      IamEnforcement enforcement, OfflineAnswers answers) {
    return new IamEnforcingHttpClient(enforcement, answers, null);
  }

  /** A client in front of another one, such as one to an emulator that knows no IAM. */
  public static IamEnforcingHttpClient inFrontOf(
      SdkHttpClient delegate, IamEnforcement enforcement) {
    Objects.requireNonNull(delegate, "delegate");
    return new IamEnforcingHttpClient(enforcement, OfflineAnswers.nothing(), delegate);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Its {@code call} throws {@link UnreadableRequestException} for what cannot be read
   * completely.
   */
  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new Prepared(request);
  }

  @Override
  public String clientName() {
    return "IamEnforcing";
  }

  @Override
  public void close() {
    if (delegate != null) {
      delegate.close();
    }
  }

  private final class Prepared implements ExecutableHttpRequest {
    private final HttpExecuteRequest request;
    private volatile @Nullable ExecutableHttpRequest forwarded;

    Prepared(HttpExecuteRequest request) {
      this.request = request;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
      byte[] body = body();
      AwsRequest received = Messages.received(request.httpRequest(), body);
      Ruling ruling = enforcement.rule(received);
      if (ruling instanceof Ruling.Refused refused) {
        return answer(Messages.response(refused.answer(), received.method()));
      }
      Ruling.Allowed allowed = (Ruling.Allowed) ruling;
      if (delegate != null) {
        return forward(delegate, body);
      }
      Optional<OfflineAnswer> answer = answers.answer(allowed.call());
      return answer(
          answer
              .map(Messages::response)
              .orElseGet(() -> Messages.response(allowed.empty(), received.method())));
    }

    private HttpExecuteResponse forward(SdkHttpClient next, byte[] body) throws IOException {
      HttpExecuteRequest.Builder same = HttpExecuteRequest.builder().request(request.httpRequest());
      request.metricCollector().ifPresent(same::metricCollector);
      if (request.contentStreamProvider().isPresent()) {
        same.contentStreamProvider(() -> new ByteArrayInputStream(body));
      }
      ExecutableHttpRequest prepared = next.prepareRequest(same.build());
      forwarded = prepared;
      return prepared.call();
    }

    private byte[] body() throws IOException {
      if (request.contentStreamProvider().isEmpty()) {
        return new byte[0];
      }
      try (InputStream in = request.contentStreamProvider().get().newStream()) {
        return in.readAllBytes();
      }
    }

    private HttpExecuteResponse answer(SdkHttpFullResponse response) {
      return HttpExecuteResponse.builder()
          .response(response)
          .responseBody(response.content().orElse(null))
          .build();
    }

    @Override
    public void abort() {
      ExecutableHttpRequest prepared = forwarded;
      if (prepared != null) {
        prepared.abort();
      }
    }
  }
}
