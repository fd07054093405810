package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.problem.TenantProblems;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request that runs for a tenant. Everything that it sends goes through {@link #send}, so that
 * nothing leaves after it was cut off, whichever thread sends.
 *
 * <p>What has been sent stays sent; an answer that was not begun becomes the refusal; one that was
 * begun breaks off, as an event stream ends or as a connection does, so that no client takes a part
 * for the whole.
 */
public final class RunningRequest {

  private static final String ATTRIBUTE = RunningRequest.class.getName();
  private static final Logger LOG = LoggerFactory.getLogger(RunningRequest.class);

  /** What is sent. */
  @FunctionalInterface
  interface Sending {
    void run() throws IOException;
  }

  private final TenantId tenant;
  private final HttpServletResponse raw;
  private final RunningRequests register;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean cut;
  private volatile @Nullable AsyncContext async;
  private boolean ended;
  private boolean sentBack;

  /** A request whose answers go to the raw response. */
  public RunningRequest(TenantId tenant, HttpServletResponse raw, RunningRequests register) {
    this.tenant = tenant;
    this.raw = raw;
    this.register = register;
  }

  /** The one that the request is, if it runs for a tenant. */
  public static Optional<RunningRequest> of(HttpServletRequest request) {
    return Optional.ofNullable((RunningRequest) request.getAttribute(ATTRIBUTE));
  }

  /** Keeps this in the request. */
  public void keepIn(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  TenantId tenant() {
    return tenant;
  }

  /** Whether it was cut off. */
  public boolean isCut() {
    return cut;
  }

  /**
   * Sends, unless the request was cut off.
   *
   * @throws ShutOutException if it was
   */
  void send(Sending sending) throws IOException {
    lock.lock();
    try {
      if (!cut && !register.stillHolds(this)) {
        cut = true;
      }
      if (cut) {
        throw new ShutOutException();
      }
      sending.run();
    } finally {
      lock.unlock();
      endIfCut();
    }
  }

  /** Cuts it off. Does not wait for a thread that is sending: that one ends the request. */
  public void cut() {
    cut = true;
    endIfCut();
  }

  /** The container's thread has left the request, which goes on asynchronously. */
  public void goesOn(AsyncContext context) {
    async = context;
    endIfCut();
  }

  /**
   * The request has ended, on the container's thread.
   *
   * @throws ShutOutException if it was cut off in the middle of its answer; the container then
   *     breaks the connection off
   */
  public void end() throws IOException {
    register.remove(this);
    lock.lock();
    try {
      if (cut && (!ended || sentBack)) {
        ended = true;
        if (!raw.isCommitted()) {
          answerRefusal();
        } else if (!isEventStream()) {
          throw new ShutOutException();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** An asynchronous request is over. */
  public void forget() {
    register.remove(this);
  }

  // A sender that still has the lock calls this again after it has given it back.
  private void endIfCut() {
    if (!cut || async == null || !lock.tryLock()) {
      return;
    }
    try {
      if (!ended) {
        ended = true;
        endAsync(async);
      }
    } catch (IOException | IllegalStateException gone) {
      LOG.debug("A request that is cut off has ended already", gone);
    } finally {
      lock.unlock();
    }
  }

  private void endAsync(AsyncContext context) throws IOException {
    if (!raw.isCommitted()) {
      answerRefusal();
      context.complete();
    } else if (isEventStream()) {
      context.complete();
    } else {
      // Back to the filter, on a thread of the container, which can break the connection off.
      sentBack = true;
      context.dispatch();
    }
  }

  private void answerRefusal() throws IOException {
    raw.reset();
    ProblemAnswer.write(raw, TenantProblems.NOT_ADMITTED, Duration.ZERO);
  }

  private boolean isEventStream() {
    String type = raw.getContentType();
    return type != null && type.startsWith("text/event-stream");
  }
}
