package io.leasehold.labs.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Sends POSIX signals to a process that the test has started. */
public final class Signals {

  /** SIGINT is signal 2, so bit 1 of a mask. */
  private static final long INTERRUPT_BIT = 0b10;

  private Signals() {}

  /** Stops the process where it stands. */
  public static void freeze(long pid) {
    send("STOP", pid);
  }

  /** Lets a frozen process go on. */
  public static void thaw(long pid) {
    send("CONT", pid);
  }

  /**
   * What Ctrl-C sends. A process that was started in the background of a shell ignores it for good;
   * that one gets what a service manager sends, which takes the same way.
   */
  public static void interrupt(long pid) {
    send(ignoresInterrupt(pid) ? "TERM" : "INT", pid);
  }

  private static boolean ignoresInterrupt(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    if (!Files.exists(status)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .map(line -> line.substring("SigIgn:".length()).trim())
          .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & INTERRUPT_BIT) != 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void send(String signal, long pid) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("kill -" + signal + " " + pid + " failed");
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
