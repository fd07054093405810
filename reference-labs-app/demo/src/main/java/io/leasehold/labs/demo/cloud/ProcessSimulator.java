package io.leasehold.labs.demo.cloud;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/** The simulator as a process of its own, which outlives the nodes that call it. */
public final class ProcessSimulator implements Simulator {

  private static final String READY = "localaws ready ";

  private final Process process;
  private final CloudAccess access;

  private ProcessSimulator(Process process, CloudAccess access) {
    this.process = process;
    this.access = access;
  }

  /**
   * Starts it and waits until it can be called.
   *
   * @param port the port on 127.0.0.1, or 0 for a free one
   * @param accountTakes how long an account is in creation
   * @param folder where its log goes
   */
  public static ProcessSimulator start(
      int port, String region, Duration accountTakes, Path folder) {
    byte[] random = new byte[20];
    new SecureRandom().nextBytes(random);
    String id = "AKIA" + HexFormat.of().formatHex(random, 0, 8).toUpperCase(Locale.ROOT);
    String secret = HexFormat.of().formatHex(random);
    try {
      Files.createDirectories(folder);
      Path log = folder.resolve("localaws.log");
      Process process = launch(port, accountTakes, id, secret, log);
      return new ProcessSimulator(
          process, new CloudAccess(awaitReady(process, log), region, id, secret));
    } catch (IOException broken) {
      throw new UncheckedIOException("the simulator could not be started", broken);
    }
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  @Override
  public CloudAccess access() {
    return access;
  }

  @Override
  public String describe() {
    return "localaws, process " + process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  private static Process launch(int port, Duration accountTakes, String id, String secret, Path log)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            "io.leasehold.localaws.LocalAwsMain",
            Integer.toString(port));
    builder
        .environment()
        .putAll(
            Map.of(
                "LOCALAWS_ACCESS_KEY_ID", id,
                "LOCALAWS_SECRET_ACCESS_KEY", secret,
                "LOCALAWS_CREATE_ACCOUNT_SECONDS",
                    Double.toString(accountTakes.toMillis() / 1000.0)));
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  private static URI awaitReady(Process process, Path log) throws IOException {
    while (true) {
      try (BufferedReader reader = Files.newBufferedReader(log, StandardCharsets.UTF_8)) {
        URI address =
            reader
                .lines()
                .filter(line -> line.startsWith(READY))
                .map(line -> URI.create(line.substring(READY.length()).strip()))
                .findFirst()
                .orElse(null);
        if (address != null) {
          return address;
        }
      }
      if (!process.isAlive()) {
        throw new IllegalStateException("the simulator ended before it was ready: see " + log);
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException interrupted) {
        process.destroy();
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while the simulator starts", interrupted);
      }
    }
  }
}
