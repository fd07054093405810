package io.leasehold.isolation.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What a run measured, in processor time. Of the fastest iteration of each, since whatever else
 * runs on a machine can only slow it down; the mean is shown beside it.
 */
@SuppressWarnings("rawtypes") // as JMH has it
final class Figures {

  private Figures() {}

  static String markdown(Collection<RunResult> results, RunResult calls) {
    StringBuilder table = new StringBuilder("| what | µs | mean µs | bytes |\n|---|---|---|---|\n");
    for (RunResult result : results) {
      double[] nanos =
          iterations(result)
              .mapToDouble(i -> score(i, "cpuNanos") / score(i, "calls"))
              .sorted()
              .toArray();
      table.append(
          row(
              name(result),
              nanos,
              String.format(
                  Locale.ROOT,
                  "%,.0f",
                  score(result.getSecondaryResults(), "gc.alloc.rate.norm"))));
    }
    for (String whose : new String[] {"plain", "facade"}) {
      table.append(row("GetItem, " + whose, perCall(calls, whose, ""), ""));
    }
    return table.append(row("facade over plain", perCall(calls, "facade", "plain"), "")).toString();
  }

  private static double[] perCall(RunResult calls, String whose, String without) {
    return iterations(calls)
        .mapToDouble(
            i ->
                (score(i, whose) - (without.isEmpty() ? 0 : score(i, without))) / score(i, "calls"))
        .sorted()
        .toArray();
  }

  private static String row(String name, double[] nanos, String bytes) {
    double mean = Arrays.stream(nanos).average().orElseThrow();
    return String.format(
        Locale.ROOT, "| %s | %.2f | %.2f | %s |%n", name, nanos[0] / 1_000, mean / 1_000, bytes);
  }

  private static String name(RunResult result) {
    StringBuilder name = new StringBuilder(result.getPrimaryResult().getLabel());
    for (String key : result.getParams().getParamsKeys()) {
      name.append(", ").append(key).append(" `").append(result.getParams().getParam(key));
      name.append('`');
    }
    return name.toString();
  }

  private static Stream<Map<String, Result>> iterations(RunResult result) {
    return result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .map(iteration -> iteration.getSecondaryResults());
  }

  private static double score(Map<String, Result> results, String name) {
    Result<?> result = results.get(name);
    if (result == null) {
      throw new IllegalStateException(name + " was not measured");
    }
    return result.getScore();
  }
}
