package io.leasehold.labs.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.labs.it.support.Signals;
import io.leasehold.labs.it.support.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's run command as a process, from its first line to Ctrl-C. */
class DemoProcessIT {

  @Test
  void itSaysWhereToGoAndWhatIsSimulatedAndLeavesNoProcessBehind(@TempDir Path folder)
      throws Exception {
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "io.leasehold.labs.demo.Demo");
    builder.environment().put("LABS_HTTP_PORT", "0");
    builder.environment().put("LABS_SIGN_IN_PORT", "0");
    builder.environment().put("LABS_SIMULATOR_PORT", "0");
    builder.environment().put("LABS_SIMULATOR", "own-process");
    Process demo = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    List<ProcessHandle> family = List.of();
    try {
      Waiting.until(
          "the demo is up",
          Duration.ofMinutes(4),
          () -> {
            assertThat(demo.isAlive()).as(text(output)).isTrue();
            return text(output);
          },
          text -> text.contains("Ctrl-C stops everything"));
      family = Stream.concat(demo.toHandle().descendants(), postgres()).toList();
      assertThat(postgres()).as("PostgreSQL").isNotEmpty();
      assertThat(family).as("Liberty, PostgreSQL and the simulator").hasSizeGreaterThan(2);
      assertThat(text(output))
          .contains("http://acme.localhost:", "http://globex.localhost:", "ada", "bob")
          .contains("AWS is SIMULATED", "Sign-in is SIMULATED");

      Signals.interrupt(demo.pid());
      assertThat(demo.waitFor(90, TimeUnit.SECONDS)).as(text(output)).isTrue();
      List<ProcessHandle> started = family;
      Waiting.until(
          "no process is left",
          Duration.ofSeconds(30),
          () -> started.stream().filter(ProcessHandle::isAlive).toList(),
          List::isEmpty);
    } finally {
      demo.destroyForcibly();
      family.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** PostgreSQL leaves the family when it starts, but it names the folder of the run. */
  private static Stream<ProcessHandle> postgres() {
    String folder = Path.of("..", "demo", "target", "run").toAbsolutePath().normalize().toString();
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(folder + "/postgres"));
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file);
  }
}
