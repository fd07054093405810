package io.leasehold.isolation.testkit.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The example of the documentation compiles, is short, is green, and is red where it is broken. */
class IsolatedRowsExampleTest {

  private static final Path EXAMPLE =
      Path.of("..", "..", "docs", "examples", "isolated-rows", "src");
  private static final String TEST = "com.example.tasks.TasksIsolationTest";

  @TempDir Path work;

  @Test
  void itHasLessThanSixtyLines() throws IOException {
    long lines = 0;
    for (Path source : sources()) {
      List<String> text = Files.readAllLines(source);
      assertThat(text).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(140));
      lines += text.size();
    }
    assertThat(lines).isLessThan(60);
  }

  @Test
  void theKitIsGreen() throws Exception {
    Events tests = run(UnaryOperator.identity());
    assertThat(names(tests))
        .containsExactlyInAnyOrder(
            "table project", "table task", "Tasks.add(String,String)", "Tasks.titles(UUID)");
    assertThat(DataIsolationTckTest.failures(tests)).isEmpty();
  }

  @Test
  void withoutRowSecurityTheKitSaysWhatLeaks() throws Exception {
    Events tests =
        run(text -> text.replaceAll("(?m)^.*RowSecurityPlan\\.of.*$", "")); // as its README invites
    Map<String, String> failures = DataIsolationTckTest.failures(tests);
    assertThat(failures).containsOnlyKeys("table project", "table task", "Tasks.titles(UUID)");
    assertThat(failures.get("Tasks.titles(UUID)")).contains("LH-ISO-360", "acme-eu");
  }

  private Events run(UnaryOperator<String> change) throws Exception {
    compile(change);
    URL[] places = {
      work.resolve("classes").toUri().toURL(),
      EXAMPLE.resolve("main/resources").toAbsolutePath().toUri().toURL()
    };
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(places, getClass().getClassLoader())) {
      thread.setContextClassLoader(loader);
      return EngineTestKit.engine("junit-jupiter")
          .selectors(selectClass(loader.loadClass(TEST)))
          .execute()
          .testEvents();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private void compile(UnaryOperator<String> change) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-d",
                work.resolve("classes").toString(),
                "-cp",
                classPath,
                "-proc:none",
                "-parameters",
                "--release",
                "17"));
    for (Path source : sources()) {
      Path copy = work.resolve(source.getFileName().toString());
      Files.writeString(copy, change.apply(Files.readString(source)));
      arguments.add(copy.toString());
    }
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, System.out, System.err, arguments.toArray(new String[0]));
    assertThat(result).isZero();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLE)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static List<String> names(Events tests) {
    return tests.started().stream()
        .map(event -> event.getTestDescriptor().getDisplayName())
        .toList();
  }
}
