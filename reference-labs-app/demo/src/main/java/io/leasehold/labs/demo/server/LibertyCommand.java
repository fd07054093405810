package io.leasehold.labs.demo.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command that is the server. Liberty's own script would put a shell between us and the
 * process, and a signal must reach the server itself.
 */
final class LibertyCommand {

  /**
   * C1 and the serial collector halve the CPU of a start; a demo on a laptop is about the start.
   */
  private static final List<String> FAST_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.awt.headless=true");

  private LibertyCommand() {}

  static List<String> of(Installation installation, List<String> jvmOptions) {
    Path tools = installation.runtime().resolve("bin/tools");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-javaagent:" + tools.resolve("ws-javaagent.jar"));
    command.addAll(lines(installation.runtime().resolve("lib/platform/java/java9.options")));
    command.addAll(lines(installation.server().resolve("jvm.options")));
    command.addAll(FAST_START);
    command.addAll(jvmOptions);
    command.add("-jar");
    command.add(tools.resolve("ws-server.jar").toString());
    command.add("labs");
    return command;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException broken) {
      throw new UncheckedIOException("cannot read " + file, broken);
    }
  }
}
