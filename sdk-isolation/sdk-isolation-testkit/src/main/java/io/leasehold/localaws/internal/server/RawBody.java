package io.leasehold.localaws.internal.server;

import com.github.tomakehurst.wiremock.common.Gzip;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import wiremock.jakarta.servlet.ReadListener;
import wiremock.jakarta.servlet.ServletInputStream;
import wiremock.jakarta.servlet.ServletRequest;
import wiremock.jakarta.servlet.http.HttpServletRequest;
import wiremock.jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A compressed body that WireMock does not recognise as such, and hence leaves as it is: one more
 * byte is in front, and the content encoding has another name. {@link HttpFront} undoes both.
 */
final class RawBody extends HttpServletRequestWrapper {

  /** The name under which the content encoding travels; its presence tells of the extra byte. */
  static final String HEADER = "localaws-raw-body";

  private static final String ENCODING = "content-encoding";

  private final byte[] body;
  private final boolean marked;

  private RawBody(HttpServletRequest request, byte[] body, boolean marked) {
    super(request);
    this.body = body;
    this.marked = marked;
  }

  static ServletRequest around(ServletRequest request) throws IOException {
    if (!(request instanceof HttpServletRequest http)) {
      return request;
    }
    byte[] received = http.getInputStream().readAllBytes();
    boolean compressed =
        Gzip.isGzipped(received)
            || Collections.list(http.getHeaders(ENCODING)).stream()
                .anyMatch(encoding -> encoding.contains("gzip"));
    if (!compressed) {
      return new RawBody(http, received, false);
    }
    byte[] marked = new byte[received.length + 1];
    System.arraycopy(received, 0, marked, 1, received.length);
    return new RawBody(http, marked, true);
  }

  /** The body without the extra byte. */
  static byte[] unmark(byte[] marked) {
    return Arrays.copyOfRange(marked, 1, marked.length);
  }

  @Override
  public @Nullable String getHeader(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case ENCODING -> marked ? null : super.getHeader(name);
      case HEADER -> marked ? encodings().get(0) : null;
      default -> super.getHeader(name);
    };
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case ENCODING -> marked ? Collections.emptyEnumeration() : super.getHeaders(name);
      case HEADER -> Collections.enumeration(marked ? encodings() : List.of());
      default -> super.getHeaders(name);
    };
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    List<String> names = Collections.list(super.getHeaderNames());
    names.removeIf(name -> name.equalsIgnoreCase(HEADER));
    if (marked) {
      names.removeIf(name -> name.equalsIgnoreCase(ENCODING));
      names.add(HEADER);
    }
    return Collections.enumeration(names);
  }

  private List<String> encodings() {
    List<String> encodings = Collections.list(super.getHeaders(ENCODING));
    return encodings.isEmpty() ? List.of("") : encodings;
  }

  @Override
  public ServletInputStream getInputStream() {
    ByteArrayInputStream bytes = new ByteArrayInputStream(body);
    return new ServletInputStream() {
      @Override
      public int read() {
        return bytes.read();
      }

      @Override
      public int read(byte[] into, int offset, int length) {
        return bytes.read(into, offset, length);
      }

      @Override
      public boolean isFinished() {
        return bytes.available() == 0;
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setReadListener(ReadListener listener) {
        throw new UnsupportedOperationException("the body is read at once");
      }
    };
  }
}
