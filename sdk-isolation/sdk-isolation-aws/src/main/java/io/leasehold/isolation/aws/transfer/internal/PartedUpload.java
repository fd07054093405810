package io.leasehold.isolation.aws.transfer.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.CloseableAsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** One upload in parts. A part that fails, or who cancels, ends it, and S3 is told to forget it. */
final class PartedUpload implements Subscriber<CloseableAsyncRequestBody> {

  private final S3AsyncClient client;
  private final PutObjectRequest put;
  private final int atOnce;
  private final CompletableFuture<PutObjectResponse> result = new CompletableFuture<>();

  // Below: guarded by this.
  private final SortedMap<Integer, CompletedPart> done = new TreeMap<>();
  private final Map<Integer, CompletableFuture<UploadPartResponse>> underWay = new HashMap<>();
  private @Nullable String upload;
  private @Nullable Subscription source;
  private @Nullable Throwable failure;
  private int numbers;
  private int flying;
  private boolean allSeen;
  private boolean ended;

  PartedUpload(S3AsyncClient client, PutObjectRequest put, int atOnce) {
    this.client = client;
    this.put = put;
    this.atOnce = atOnce;
  }

  CompletableFuture<PutObjectResponse> send(AsyncRequestBody body, long partSize) {
    var created = client.createMultipartUpload(PartRequests.create(put));
    var unused =
        created.whenComplete(
            (answer, failed) -> {
              if (failed != null) {
                result.completeExceptionally(failed);
                return;
              }
              synchronized (this) {
                upload = answer.uploadId();
              }
              // Also when the caller has given up meanwhile: S3 has to hear of it.
              body.splitCloseable(
                      c -> c.chunkSizeInBytes(partSize).bufferSizeInBytes(partSize * atOnce))
                  .subscribe(this);
            });
    var unusedToo =
        result.whenComplete(
            (answer, failed) -> {
              if (result.isCancelled()) {
                fail(new CancellationException("the upload was cancelled"));
              }
            });
    return result;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    boolean stop;
    synchronized (this) {
      source = subscription;
      stop = failure != null;
    }
    if (stop) {
      subscription.cancel();
      settle();
    } else {
      subscription.request(atOnce);
    }
  }

  @Override
  public void onNext(CloseableAsyncRequestBody body) {
    String id;
    int number;
    synchronized (this) {
      if (failure != null) {
        body.close();
        return;
      }
      id = Objects.requireNonNull(upload);
      number = ++numbers;
      flying++;
    }
    var sent = client.uploadPart(PartRequests.part(put, id, number), body);
    boolean stop;
    synchronized (this) {
      underWay.put(number, sent);
      stop = failure != null;
    }
    var unused = sent.whenComplete((answer, failed) -> land(body, number, answer, failed));
    if (stop) {
      sent.cancel(true);
    } else if (number > PartPlan.MOST_PARTS) {
      fail(new IllegalStateException("S3 takes 10,000 parts at most: choose larger ones"));
    }
  }

  private void land(
      CloseableAsyncRequestBody body,
      int number,
      @Nullable UploadPartResponse answer,
      @Nullable Throwable failed) {
    body.close();
    synchronized (this) {
      flying--;
      underWay.remove(number);
      if (answer != null) {
        done.put(number, PartRequests.completed(answer, number));
      }
    }
    if (failed != null) {
      fail(failed);
    } else {
      more();
    }
    settle();
  }

  @Override
  public void onError(Throwable broken) {
    fail(broken);
  }

  @Override
  public void onComplete() {
    synchronized (this) {
      allSeen = true;
    }
    settle();
  }

  private void more() {
    Subscription next;
    synchronized (this) {
      next = allSeen || failure != null ? null : source;
    }
    if (next != null) {
      next.request(1);
    }
  }

  private void fail(Throwable why) {
    Subscription stopped;
    List<CompletableFuture<UploadPartResponse>> cancelled;
    synchronized (this) {
      if (failure != null || ended) {
        return;
      }
      failure = why;
      stopped = source;
      cancelled = List.copyOf(underWay.values());
    }
    if (stopped != null) {
      stopped.cancel();
    }
    cancelled.forEach(part -> part.cancel(true));
    settle();
  }

  /** Ends the upload, once, when nothing is under way any more. */
  private void settle() {
    Throwable why;
    String id;
    synchronized (this) {
      id = upload;
      if (ended || id == null || source == null || flying > 0) {
        return;
      }
      if (failure == null && !allSeen) {
        return;
      }
      ended = true;
      why = failure;
    }
    if (why != null) {
      abort(id, why);
    } else {
      complete(id);
    }
  }

  private void complete(String id) {
    SortedMap<Integer, CompletedPart> parts;
    synchronized (this) {
      parts = new TreeMap<>(done);
    }
    var unused =
        client
            .completeMultipartUpload(PartRequests.complete(put, id, parts.values()))
            .whenComplete(
                (answer, failed) -> {
                  if (failed != null) {
                    abort(id, failed);
                  } else {
                    result.complete(PartRequests.answer(answer));
                  }
                });
  }

  private void abort(String id, Throwable why) {
    var unused =
        client
            .abortMultipartUpload(PartRequests.abort(put, id))
            .whenComplete(
                (answer, failed) -> {
                  if (failed != null) {
                    why.addSuppressed(failed);
                  }
                  result.completeExceptionally(why);
                });
  }
}
