package io.leasehold.tenancy.jakarta.internal;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;

/** Takes a request off the register when its asynchronous part is over. */
public final class AsyncEnd implements AsyncListener {

  private final RunningRequest running;

  private AsyncEnd(RunningRequest running) {
    this.running = running;
  }

  /** Follows the asynchronous request from the container's thread. */
  public static void listen(HttpServletRequest request, RunningRequest running) {
    try {
      AsyncContext context = request.getAsyncContext();
      context.addListener(new AsyncEnd(running));
      running.goesOn(context);
    } catch (IllegalStateException over) {
      // It was quicker than this thread.
      running.forget();
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {
    running.forget();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    event.getAsyncContext().addListener(this);
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    // The container completes it, or whoever answers does.
  }

  @Override
  public void onError(AsyncEvent event) {
    // So here.
  }
}
