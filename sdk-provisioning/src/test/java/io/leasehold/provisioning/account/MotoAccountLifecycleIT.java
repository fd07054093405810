package io.leasehold.provisioning.account;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * The same life against moto, a stand-in for AWS that nobody of this project wrote. Where {@code
 * moto_server} is not on the PATH, the tests are skipped and say so.
 */
class MotoAccountLifecycleIT extends AccountLifecycle {

  private static Process moto;
  private static URI endpoint;

  @BeforeAll
  static void start() throws IOException {
    Optional<File> command = onPath("moto_server");
    String absent =
        "Account lifecycle: NOT run against moto, because moto_server is not on the PATH"
            + " (pip install 'moto[server]==5.2.1')";
    if (command.isEmpty()) {
      System.out.println(absent);
    }
    assumeTrue(command.isPresent(), absent);
    int port = freePort();
    File log = File.createTempFile("moto", ".log");
    log.deleteOnExit();
    moto =
        new ProcessBuilder(command.get().getPath(), "-H", "127.0.0.1", "-p", Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    await().atMost(Duration.ofSeconds(60)).until(() -> answers(port));
    endpoint = URI.create("http://127.0.0.1:" + port);
    System.out.println("Account lifecycle: against moto at " + endpoint);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (moto != null) {
      moto.destroy();
      if (!moto.waitFor(10, TimeUnit.SECONDS)) {
        moto.destroyForcibly();
      }
    }
  }

  @Override
  CloudUnderTest cloud() {
    return new CloudUnderTest(endpoint, "AKIAIOSFODNN7EXAMPLE", "a-secret-of-no-worth");
  }

  private static Optional<File> onPath(String command) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> new File(folder, command))
        .filter(File::canExecute)
        .findFirst();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
