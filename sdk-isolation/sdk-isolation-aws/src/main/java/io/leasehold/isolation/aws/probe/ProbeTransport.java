package io.leasehold.isolation.aws.probe;

import io.leasehold.isolation.aws.internal.RequestSigners;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/**
 * Takes the place of the network: keeps who signed what would have left, and answers it. Nothing
 * leaves the process, no port is opened. Asynchronous answers come on threads of their own, as they
 * do from a network.
 */
final class ProbeTransport {

  private final List<String> signers = Collections.synchronizedList(new ArrayList<>());

  /** Who signed, one for each request; {@code none} where nobody did. */
  List<String> signers() {
    return List.copyOf(signers);
  }

  SdkHttpClient sync() {
    return new Sync();
  }

  SdkAsyncHttpClient async() {
    return new Async();
  }

  private String answer(SdkHttpRequest request) {
    List<String> named = RequestSigners.of(request);
    signers.add(named.isEmpty() ? "none" : String.join("+", named));
    return ProbeAnswers.to(request, signers.size());
  }

  private static SdkHttpFullResponse ok(String body) {
    return SdkHttpFullResponse.builder()
        .statusCode(200)
        .putHeader("Content-Length", Integer.toString(body.length()))
        .putHeader("ETag", "\"probe\"")
        .build();
  }

  private final class Sync implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() {
          String body = answer(request.httpRequest());
          return HttpExecuteResponse.builder()
              .response(ok(body))
              .responseBody(
                  AbortableInputStream.create(
                      new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
              .build();
        }

        @Override
        public void abort() {}
      };
    }

    @Override
    public void close() {}
  }

  private final class Async implements SdkAsyncHttpClient {
    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      String body = answer(request.request());
      request
          .requestContentPublisher()
          .subscribe(
              new Drain(
                  () -> {
                    Thread network = new Thread(() -> reply(request, body, done), "probe-network");
                    network.setDaemon(true);
                    network.start();
                  }));
      return done;
    }

    private void reply(AsyncExecuteRequest request, String body, CompletableFuture<Void> done) {
      request.responseHandler().onHeaders(ok(body));
      Publisher<ByteBuffer> bytes =
          SdkPublisher.fromIterable(
              List.of(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8))));
      request.responseHandler().onStream(bytes);
      done.complete(null);
    }

    @Override
    public void close() {}
  }

  /** Reads a request's content to its end. */
  private record Drain(Runnable atEnd) implements Subscriber<ByteBuffer> {
    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer bytes) {}

    @Override
    public void onError(Throwable failure) {
      atEnd.run();
    }

    @Override
    public void onComplete() {
      atEnd.run();
    }
  }
}
