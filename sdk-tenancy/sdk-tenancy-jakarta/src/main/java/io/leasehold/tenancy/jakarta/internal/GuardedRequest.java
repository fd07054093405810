package io.leasehold.tenancy.jakarta.internal;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Keeps the guarded response in asynchronous processing, where a container otherwise goes back to
 * its own.
 */
public final class GuardedRequest extends HttpServletRequestWrapper {

  private final HttpServletResponse response;

  /** Goes with the response. */
  public GuardedRequest(HttpServletRequest request, HttpServletResponse response) {
    super(request);
    this.response = response;
  }

  @Override
  public AsyncContext startAsync() {
    return startAsync(this, response);
  }
}
