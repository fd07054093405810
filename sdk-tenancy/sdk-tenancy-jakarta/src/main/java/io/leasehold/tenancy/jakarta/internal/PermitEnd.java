package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.fairness.Permit;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;

/** Gives a permit back when the asynchronous part of a request is over. */
public final class PermitEnd implements AsyncListener {

  private final Permit permit;

  private PermitEnd(Permit permit) {
    this.permit = permit;
  }

  /** Follows the request; false if it is over already. */
  public static boolean follows(HttpServletRequest request, Permit permit) {
    try {
      request.getAsyncContext().addListener(new PermitEnd(permit));
      return true;
    } catch (IllegalStateException over) {
      return false;
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {
    permit.close();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // Dispatched and asynchronous once more: listeners are for one time.
    event.getAsyncContext().addListener(this);
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    // Completed by the container or by whoever answers.
  }

  @Override
  public void onError(AsyncEvent event) {
    // So here.
  }
}
