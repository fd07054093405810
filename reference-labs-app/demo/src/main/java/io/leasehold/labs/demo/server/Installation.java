package io.leasehold.labs.demo.server;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the build left behind: the unpacked Liberty and the server with the application.
 *
 * @param root the repository
 */
public record Installation(Path root) {

  /** Makes the path absolute. */
  public Installation {
    root = root.toAbsolutePath().normalize();
  }

  /**
   * The installation around the working directory, or where the system property {@code labs.home}
   * says.
   *
   * @throws IllegalStateException if there is none or it is not built
   */
  public static Installation find() {
    String home = System.getProperty("labs.home");
    Path start = Path.of(home == null ? "" : home).toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("reference-labs-app")) && isRoot(folder)) {
        return new Installation(folder).requireBuilt();
      }
    }
    throw new IllegalStateException(
        "no Leasehold repository at or above %s: start from inside it or say -Dlabs.home=..."
            .formatted(start));
  }

  /** The unpacked Open Liberty. */
  public Path runtime() {
    return root.resolve(".liberty/wlp");
  }

  /** The folder that holds {@code servers/labs}: configuration, drivers and the application. */
  public Path userFolder() {
    return root.resolve("reference-labs-app/app/target/liberty");
  }

  /** The server with the application. */
  public Path server() {
    return userFolder().resolve("servers/labs");
  }

  private static boolean isRoot(Path folder) {
    return Files.isDirectory(folder.resolve(".mvn"));
  }

  private Installation requireBuilt() {
    if (!Files.exists(runtime().resolve("bin/tools/ws-server.jar"))
        || !Files.exists(server().resolve("apps/labs.war"))) {
      throw new IllegalStateException(
          "the labs application in %s is not built: start it with reference-labs-app/run"
              .formatted(root));
    }
    return this;
  }
}
