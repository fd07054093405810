package io.leasehold.isolation.hibernate.move;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Other processes, on the class path of the tests. */
final class Programs {

  private Programs() {}

  static Process start(Class<?> program, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(program.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** What it writes, line by line. */
  static BufferedReader output(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Reads until the line, or to the end of the program; the number of lines. */
  static int readUntil(BufferedReader output, @Nullable String wanted, int most)
      throws IOException {
    int lines = 0;
    String line = output.readLine();
    while (line != null) {
      lines++;
      if (line.equals(wanted) || lines >= most) {
        return lines;
      }
      line = output.readLine();
    }
    return lines;
  }

  /** Ends it as {@code kill -9} does, and waits until it is gone. */
  static void kill(Process process) throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
