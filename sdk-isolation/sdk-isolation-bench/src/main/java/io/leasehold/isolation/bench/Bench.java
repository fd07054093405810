package io.leasehold.isolation.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks and writes the figures, on the console and, with the system property {@code
 * leasehold.bench.out}, into a file. With {@code leasehold.long} it takes three times as long.
 */
public final class Bench {

  private Bench() {}

  /** No arguments. */
  public static void main(String... none) throws Exception {
    Collection<RunResult> results = new ArrayList<>();
    results.addAll(run(BlueprintBenchmark.class));
    results.addAll(run(VendBenchmark.class));
    RunResult calls = new Runner(of(CallBenchmark.class).build()).runSingle();
    String table = Figures.markdown(results, calls);
    System.out.println();
    System.out.println(table);
    String out = System.getProperty("leasehold.bench.out");
    if (out != null) {
      Files.writeString(Path.of(out), table);
    }
  }

  private static Collection<RunResult> run(Class<?> benchmark) throws RunnerException {
    return new Runner(of(benchmark).addProfiler(GCProfiler.class).build()).run();
  }

  private static ChainedOptionsBuilder of(Class<?> benchmark) {
    return new OptionsBuilder()
        .include(benchmark.getSimpleName())
        // Batch: wait for the compiler, however busy the machine is.
        .jvmArgsAppend("-Xbatch")
        .forks(Boolean.getBoolean("leasehold.long") ? 3 : 1)
        .shouldFailOnError(true);
  }
}
