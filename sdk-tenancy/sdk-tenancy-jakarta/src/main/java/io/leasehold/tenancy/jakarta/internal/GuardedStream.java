package io.leasehold.tenancy.jakarta.internal;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** A stream that sends nothing after its request was cut off. */
final class GuardedStream extends ServletOutputStream {

  private final ServletOutputStream stream;
  private final RunningRequest request;

  GuardedStream(ServletOutputStream stream, RunningRequest request) {
    this.stream = stream;
    this.request = request;
  }

  @Override
  public void write(int each) throws IOException {
    request.send(() -> stream.write(each));
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    request.send(() -> stream.write(bytes, from, length));
  }

  @Override
  public void flush() throws IOException {
    request.send(stream::flush);
  }

  /** Closing says that this was all, which it is not after the request was cut off. */
  @Override
  public void close() throws IOException {
    request.send(stream::close);
  }

  @Override
  public boolean isReady() {
    return stream.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    stream.setWriteListener(listener);
  }
}
