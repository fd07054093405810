package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.cache.HttpCaching;
import io.leasehold.tenancy.jakarta.TenantFilterSettings;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The response to a tenant: nothing leaves after the tenant was shut out, and no shared cache keeps
 * what it says, unless the application says so itself.
 */
public final class GuardedResponse extends HttpServletResponseWrapper {

  private static final String CACHE_CONTROL = "Cache-Control";
  private static final String VARY = "Vary";

  private final RunningRequest request;
  private boolean cachingSaid;
  private @Nullable ServletOutputStream stream;
  private @Nullable PrintWriter writer;

  /** The response, guarded once. */
  public static GuardedResponse around(HttpServletResponse response, RunningRequest request) {
    return response instanceof GuardedResponse guarded
        ? guarded
        : new GuardedResponse(response, request);
  }

  private GuardedResponse(HttpServletResponse response, RunningRequest request) {
    super(response);
    this.request = request;
    sayDefaults();
  }

  private void sayDefaults() {
    cachingSaid = false;
    super.setHeader(CACHE_CONTROL, HttpCaching.cacheControl(Optional.empty()));
    super.setHeader(VARY, vary(Optional.empty()));
  }

  private static String vary(Optional<String> said) {
    return HttpCaching.vary(said, TenantFilterSettings.API_KEY_HEADER);
  }

  @Override
  public void setHeader(String name, @Nullable String value) {
    if (name.equalsIgnoreCase(CACHE_CONTROL)) {
      cachingSaid = value != null;
      super.setHeader(name, HttpCaching.cacheControl(Optional.ofNullable(value)));
    } else if (name.equalsIgnoreCase(VARY)) {
      super.setHeader(name, vary(Optional.ofNullable(value)));
    } else {
      super.setHeader(name, value);
    }
  }

  @Override
  public void addHeader(String name, String value) {
    if (name.equalsIgnoreCase(CACHE_CONTROL)) {
      String before = cachingSaid ? getHeader(name) + ", " : "";
      cachingSaid = true;
      super.setHeader(name, HttpCaching.cacheControl(Optional.of(before + value)));
    } else if (name.equalsIgnoreCase(VARY)) {
      super.setHeader(name, vary(Optional.of(getHeader(name) + ", " + value)));
    } else {
      super.addHeader(name, value);
    }
  }

  @Override
  public void reset() {
    super.reset();
    stream = null;
    writer = null;
    sayDefaults();
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    ServletOutputStream known = stream;
    if (known == null) {
      known = new GuardedStream(super.getOutputStream(), request);
      stream = known;
    }
    return known;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    PrintWriter known = writer;
    if (known == null) {
      known = new PrintWriter(new GuardedWriter(super.getWriter(), request));
      writer = known;
    }
    return known;
  }

  @Override
  public void flushBuffer() throws IOException {
    request.send(super::flushBuffer);
  }

  @Override
  public void sendError(int status) throws IOException {
    request.send(() -> super.sendError(status));
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    request.send(() -> super.sendError(status, message));
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    request.send(() -> super.sendRedirect(location));
  }
}
