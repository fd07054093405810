package io.leasehold.tenancy.jakarta.internal;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/** A writer that sends nothing after its request was cut off. */
final class GuardedWriter extends Writer {

  private final PrintWriter writer;
  private final RunningRequest request;

  GuardedWriter(PrintWriter writer, RunningRequest request) {
    this.writer = writer;
    this.request = request;
  }

  @Override
  public void write(char[] text, int from, int length) throws IOException {
    request.send(() -> writer.write(text, from, length));
  }

  @Override
  public void flush() throws IOException {
    request.send(
        () -> {
          // A print writer keeps its failures to itself; this one hands them on.
          if (writer.checkError()) {
            throw new IOException("the client has gone");
          }
        });
  }

  @Override
  public void close() throws IOException {
    request.send(writer::close);
  }
}
