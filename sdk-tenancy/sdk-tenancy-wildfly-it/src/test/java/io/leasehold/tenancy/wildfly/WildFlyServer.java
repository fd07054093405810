package io.leasehold.tenancy.wildfly;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** WildFly as a process, with one war. */
final class WildFlyServer implements AutoCloseable {

  static final int PORT = 9281;

  // The SDK and what it needs that is no part of the server's Jakarta EE.
  private static final List<String> LIBRARIES =
      List.of("nimbus-jose", "caffeine", "httpclient5", "httpcore5", "microprofile-jwt");

  private final Process process;

  private WildFlyServer(Process process) {
    this.process = process;
  }

  static WildFlyServer start(String issuer, String jwks) throws IOException {
    Path home = Path.of(System.getProperty("wildfly.home"));
    Path war = home.resolve("standalone/deployments/ROOT.war");
    try (OutputStream file = Files.newOutputStream(war)) {
      writeWar(file);
    }
    ProcessBuilder command =
        new ProcessBuilder(
            "sh",
            home.resolve("bin/standalone.sh").toString(),
            "-Djboss.http.port=" + PORT,
            "-Djboss.management.http.port=9290",
            "-Djboss.https.port=9443",
            "-Dsmoke.issuer=" + issuer,
            "-Dsmoke.jwks=" + jwks);
    command.environment().put("JAVA_OPTS", "-Xmx320m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    command.environment().put("LAUNCH_JBOSS_IN_BACKGROUND", "true");
    command.redirectErrorStream(true).redirectOutput(home.resolve("smoke.log").toFile());
    WildFlyServer server = new WildFlyServer(command.start());
    Path deployed = war.resolveSibling("ROOT.war.deployed");
    Path failed = war.resolveSibling("ROOT.war.failed");
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> Files.exists(deployed) || Files.exists(failed) || !server.process.isAlive());
    if (!Files.exists(deployed)) {
      server.close();
      throw new IllegalStateException("not deployed, see " + home.resolve("smoke.log"));
    }
    return server;
  }

  private static void writeWar(OutputStream file) throws IOException {
    try (JarOutputStream war = new JarOutputStream(file)) {
      entry(war, "WEB-INF/beans.xml", new byte[0]);
      Path classes = Path.of("target/test-classes");
      try (Stream<Path> all = Files.walk(classes)) {
        for (Path each : all.filter(path -> path.toString().contains("SmokeApp")).toList()) {
          entry(war, "WEB-INF/classes/" + classes.relativize(each), Files.readAllBytes(each));
        }
      }
      for (Path jar : libraries()) {
        entry(war, "WEB-INF/lib/" + jar.getFileName(), Files.readAllBytes(jar));
      }
    }
  }

  private static List<Path> libraries() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(jar -> isLibrary(jar.getFileName().toString()))
        .toList();
  }

  private static boolean isLibrary(String name) {
    boolean sdk = name.startsWith("sdk-tenancy") && !name.endsWith("-tests.jar");
    return name.endsWith(".jar") && (sdk || LIBRARIES.stream().anyMatch(name::startsWith));
  }

  private static void entry(JarOutputStream war, String name, byte[] bytes) throws IOException {
    war.putNextEntry(new ZipEntry(name));
    war.write(bytes);
    war.closeEntry();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
