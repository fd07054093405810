package io.leasehold.isolation.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the packages cannot be had, the differential run is skipped soon. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ReferenceSimulatorTest {

  @TempDir Path folder;

  @BeforeEach
  void needsNpm() {
    assumeTrue(
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "npm"))),
        "npm is not installed");
  }

  @Test
  void a_registry_that_refuses_is_given_up_soon() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    assertGivesUp(closed);
  }

  @Test
  void a_registry_that_is_silent_is_given_up_soon() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      assertGivesUp(silent.getLocalPort());
    }
  }

  private void assertGivesUp(int port) {
    List<String> options =
        List.of("--registry=http://127.0.0.1:" + port, "--cache=" + folder.resolve("cache"));

    assertThatThrownBy(() -> ReferenceSimulator.start(folder.resolve("home"), options))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("npm view");
    assertThat(folder.resolve("home").resolve("installed")).doesNotExist();
  }
}
