package io.leasehold.labs.it.support;

import java.io.IOException;

/** Sends POSIX signals to a process that the test has started. */
public final class Signals {

  private Signals() {}

  /** Stops the process where it stands. */
  public static void freeze(long pid) {
    send("STOP", pid);
  }

  /** Lets a frozen process go on. */
  public static void thaw(long pid) {
    send("CONT", pid);
  }

  /** What Ctrl-C sends. */
  public static void interrupt(long pid) {
    send("INT", pid);
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
