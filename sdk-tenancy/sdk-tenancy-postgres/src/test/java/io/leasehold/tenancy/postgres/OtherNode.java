package io.leasehold.tenancy.postgres;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The {@link SecondNode}, as a process of this machine, and what it prints. */
final class OtherNode implements AutoCloseable {

  private final Process process;
  private final List<String> answers = new CopyOnWriteArrayList<>();

  private OtherNode(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "other-node");
    reader.setDaemon(true);
    reader.start();
  }

  static OtherNode start(int databasePort, String listening, int staleSeconds) throws IOException {
    return new OtherNode(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SecondNode.class.getName(),
                Integer.toString(databasePort),
                listening,
                Integer.toString(staleSeconds))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** Waits until the node's latest answer is this one; returns how long that took. */
  Duration answers(String expected, Duration atMost) {
    long begin = System.nanoTime();
    await()
        .alias("the other node answers: " + expected)
        .pollInterval(Duration.ofMillis(2))
        .atMost(atMost)
        .until(() -> !answers.isEmpty() && answers.get(answers.size() - 1).equals(expected));
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  List<String> all() {
    return answers;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(answers::add);
    } catch (IOException | UncheckedIOException ended) {
      // The process was destroyed.
    }
  }
}
