package io.leasehold.tenancy.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmark and writes the ratios, on the console and, with the system property {@code
 * leasehold.bench.out}, into a file. With {@code leasehold.long} it takes four times as long.
 */
public final class Bench {

  private Bench() {}

  /** No arguments. */
  public static void main(String... none) throws Exception {
    // Batch: wait for the compiler, however busy the machine is.
    String[] arguments = {"-Xbatch", Tokens.sign(RequestBenchmark.RING).publish()};
    Options paths = of(RequestBenchmark.class, arguments).addProfiler(GCProfiler.class).build();
    // In rounds, so that a busy minute of the machine does not fall on one library alone.
    Collection<RunResult> results = new ArrayList<>();
    for (int round = Boolean.getBoolean("leasehold.long") ? 4 : 1; round > 0; round--) {
      results.addAll(new Runner(paths).run());
    }
    RunResult inTurns = new Runner(of(TurnsBenchmark.class, arguments).build()).runSingle();
    String table = Ratios.of(results).markdown() + "\n" + Ratios.inTurns(inTurns);
    System.out.println();
    System.out.println(table);
    String out = System.getProperty("leasehold.bench.out");
    if (out != null) {
      Files.writeString(Path.of(out), table);
    }
  }

  private static ChainedOptionsBuilder of(Class<?> benchmark, String... arguments) {
    return new OptionsBuilder()
        .include(benchmark.getSimpleName())
        .jvmArgsAppend(arguments)
        .shouldFailOnError(true);
  }
}
