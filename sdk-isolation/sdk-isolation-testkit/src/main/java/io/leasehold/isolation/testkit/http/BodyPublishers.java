package io.leasehold.isolation.testkit.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/** Bodies of asynchronous messages, from a stream into bytes and back. */
final class BodyPublishers {

  private BodyPublishers() {}

  /** All bytes of a stream, when it has ended. */
  static CompletableFuture<byte[]> collect(Publisher<ByteBuffer> body) {
    CompletableFuture<byte[]> collected = new CompletableFuture<>();
    body.subscribe(
        new Subscriber<>() {
          private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

          @Override
          public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
          }

          @Override
          public void onNext(ByteBuffer part) {
            byte[] copy = new byte[part.remaining()];
            part.get(copy);
            bytes.writeBytes(copy);
          }

          @Override
          public void onError(Throwable thrown) {
            collected.completeExceptionally(thrown);
          }

          @Override
          public void onComplete() {
            collected.complete(bytes.toByteArray());
          }
        });
    return collected;
  }

  /** Bytes as a stream of one part, which may be subscribed several times. */
  static SdkHttpContentPublisher of(byte[] body) {
    return new SdkHttpContentPublisher() {
      @Override
      public Optional<Long> contentLength() {
        return Optional.of((long) body.length);
      }

      @Override
      public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        subscriber.onSubscribe(new Once(subscriber, body));
      }
    };
  }

  /** Hands the part over when it is asked for. */
  private static final class Once implements Subscription {
    private final Subscriber<? super ByteBuffer> subscriber;
    private final byte[] body;
    private boolean over;

    Once(Subscriber<? super ByteBuffer> subscriber, byte[] body) {
      this.subscriber = subscriber;
      this.body = body;
    }

    @Override
    public void request(long demand) {
      synchronized (this) {
        if (over) {
          return;
        }
        over = true;
      }
      if (demand < 1) {
        subscriber.onError(new IllegalArgumentException("a demand is at least 1"));
        return;
      }
      if (body.length > 0) {
        subscriber.onNext(ByteBuffer.wrap(body.clone()));
      }
      subscriber.onComplete();
    }

    @Override
    public void cancel() {
      synchronized (this) {
        over = true;
      }
    }
  }
}
