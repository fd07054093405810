package io.leasehold.labs.demo.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** One node of the application: an Open Liberty process on 127.0.0.1. Thread-safe. */
public final class LabsNode implements AutoCloseable {

  private static final Duration READY_WITHIN = Duration.ofMinutes(5);
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);

  private static final Pattern APPLICATION_FAILED = Pattern.compile("CWWKZ000[24]E");

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final String name;
  private final int port;
  private final Path folder;
  private final Process process;

  private LabsNode(String name, int port, Path folder, Process process) {
    this.name = name;
    this.port = port;
    this.folder = folder;
    this.process = process;
  }

  /**
   * Starts the process and returns at once.
   *
   * @param name the name of the node, unique among those that share a database
   * @param port its HTTP port
   * @param folder where its logs and work files go
   * @param settings the environment to add
   */
  public static LabsNode launch(
      Installation installation,
      String name,
      int port,
      Path folder,
      Map<String, String> settings,
      List<String> jvmOptions) {
    try {
      Files.createDirectories(folder.resolve("output/labs"));
      Files.createDirectories(folder.resolve("logs"));
      ProcessBuilder builder = new ProcessBuilder(LibertyCommand.of(installation, jvmOptions));
      Map<String, String> environment = builder.environment();
      environment.keySet().removeIf(variable -> variable.startsWith("WLP_"));
      if (settings.containsKey("AWS_ACCESS_KEY_ID")) {
        // A simulated platform must not find the keys of somebody's real account.
        environment.keySet().removeIf(variable -> variable.startsWith("AWS_"));
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
      }
      environment.putAll(settings);
      environment.put("WLP_USER_DIR", installation.userFolder().toString());
      environment.put("WLP_OUTPUT_DIR", folder.resolve("output").toString());
      environment.put("LOG_DIR", folder.resolve("logs").toString());
      // Liberty wants it for LTPA, which nothing here uses.
      environment.put("ltpa_keys_password", UUID.randomUUID().toString());
      environment.put("HTTP_PORT", Integer.toString(port));
      environment.put("LABS_NODE", name);
      Process process =
          builder
              .directory(folder.resolve("output/labs").toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("logs/console.log").toFile())
              .start();
      process.getOutputStream().close();
      return new LabsNode(name, port, folder, process);
    } catch (IOException broken) {
      throw new UncheckedIOException("node " + name + " could not be started", broken);
    }
  }

  /** The name of the node. */
  public String name() {
    return name;
  }

  /** The process id of the server itself, not of a script around it. */
  public long pid() {
    return process.pid();
  }

  /** The HTTP port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Where the host of a tenant is on this node. */
  public String url(String tenantSlug) {
    return "http://" + tenantSlug + ".localhost:" + port;
  }

  /** The file with what the server says. */
  public Path log() {
    return folder.resolve("logs/messages.log");
  }

  /** Whether the process lives. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits until the node says that it is ready.
   *
   * @throws IllegalStateException if it ends or takes more than five minutes; the message names its
   *     log
   */
  public LabsNode awaitReady() {
    Instant deadline = Instant.now().plus(READY_WITHIN);
    while (!isReady()) {
      if (!process.isAlive()) {
        throw new IllegalStateException(
            "node %s ended with %d before it was ready: see %s"
                .formatted(name, process.exitValue(), log()));
      }
      if (applicationFailed()) {
        close();
        throw new IllegalStateException(
            "the application on node %s did not start: see %s".formatted(name, log()));
      }
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(
            "node %s is not ready after %s: see %s".formatted(name, READY_WITHIN, log()));
      }
      pause();
    }
    return this;
  }

  /** Kills the process at once, as {@code kill -9} does; it cannot clean up. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Asks the server to stop and waits for it. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOPPED_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException interrupted) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  private boolean isReady() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while node " + name + " starts", interrupted);
    }
  }

  /** Liberty itself goes on without its application, which is no use to anybody here. */
  private boolean applicationFailed() {
    try {
      return Files.exists(log()) && APPLICATION_FAILED.matcher(Files.readString(log())).find();
    } catch (IOException notReadableNow) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a node starts", interrupted);
    }
  }
}
