package io.leasehold.labs.it.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A command of the machine that runs beside a test and writes what it says into a file. */
public final class Tool implements AutoCloseable {

  private final Process process;
  private final Path log;

  private Tool(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts the command.
   *
   * @param folder where it runs
   * @param log what it says; its input is empty, because the test's own belongs to the build
   */
  public static Tool start(Path folder, Path log, String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new Tool(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(command[0] + " could not be started", e);
    }
  }

  /** Whether it has ended with something else than 0. */
  public boolean failed() {
    return !process.isAlive() && process.exitValue() != 0;
  }

  /** Waits for the end and returns the exit code. */
  public int await(int seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new IllegalStateException("not finished within " + seconds + " s: " + output());
    }
    return process.exitValue();
  }

  /** What it has said. */
  public String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
