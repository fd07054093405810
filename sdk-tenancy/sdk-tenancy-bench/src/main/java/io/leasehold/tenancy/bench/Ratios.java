package io.leasehold.tenancy.bench;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What a run measured, next to each other, in processor time. The ratios travel between machines,
 * the times do not. They are of the fastest iteration of each, since whatever else runs on a
 * machine can only slow it down; the mean is shown beside it.
 */
final class Ratios {

  private static final List<String> LIBRARIES =
      List.of("nimbus", "nimbus-jdk64", "leasehold-token", "leasehold", "spring", "smallrye");

  private final Map<String, Cell> cells = new TreeMap<>();

  private Ratios() {}

  static Ratios of(Collection<RunResult> results) {
    Ratios ratios = new Ratios();
    for (RunResult result : results) {
      String name =
          result.getPrimaryResult().getLabel() + ' ' + result.getParams().getParam("library");
      Cell cell = ratios.cells.computeIfAbsent(name, unused -> new Cell());
      for (BenchmarkResult fork : result.getBenchmarkResults()) {
        for (IterationResult iteration : fork.getIterationResults()) {
          cell.add(iteration.getSecondaryResults());
        }
      }
      cell.bytes = score(result.getSecondaryResults(), "gc.alloc.rate.norm");
    }
    return ratios;
  }

  String markdown() {
    StringBuilder table =
        new StringBuilder(
                "| path | library | µs a request | mean | bytes | to bare Nimbus | to our token | to our request |\n")
            .append("|---|---|---|---|---|---|---|---|\n");
    for (String path : List.of("cold", "warm")) {
      for (String library : LIBRARIES) {
        Cell cell = cell(path, library);
        table.append(
            String.format(
                Locale.ROOT,
                "| %s | %s | %.2f | %.2f | %,.0f | %.2fx | %.2fx | %.2fx |%n",
                path,
                library,
                cell.nanos() / 1_000,
                cell.mean() / 1_000,
                cell.bytes,
                cell.nanos() / cell("cold", "nimbus").nanos(),
                cell.nanos() / cell(path, "leasehold-token").nanos(),
                cell.nanos() / cell(path, "leasehold").nanos()));
      }
    }
    return table.toString();
  }

  /** What a new token costs next to bare Nimbus, all in turns: the middle of all iterations. */
  static String inTurns(RunResult result) {
    StringBuilder table =
        new StringBuilder(
            "| a new token, in turns | to nimbus | to nimbus-jdk64 |\n|---|---|---|\n");
    for (String library : List.of("nimbusJdk64", "token", "request")) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s |%n",
              library,
              inTurns(result, library, "nimbus"),
              inTurns(result, library, "nimbusJdk64")));
    }
    return table.toString();
  }

  private static String inTurns(RunResult result, String library, String other) {
    double[] ratios =
        result.getBenchmarkResults().stream()
            .flatMap(fork -> fork.getIterationResults().stream())
            .mapToDouble(
                turns ->
                    score(turns.getSecondaryResults(), library)
                        / score(turns.getSecondaryResults(), other))
            .sorted()
            .toArray();
    return String.format(
        Locale.ROOT,
        "%.2fx (%.2f to %.2f)",
        ratios[ratios.length / 2],
        ratios[0],
        ratios[ratios.length - 1]);
  }

  @SuppressWarnings("rawtypes")
  private static double score(Map<String, Result> results, String name) {
    Result<?> result = results.get(name);
    if (result == null) {
      throw new IllegalStateException(name + " was not measured");
    }
    return result.getScore();
  }

  private Cell cell(String path, String library) {
    Cell cell = cells.get(path + ' ' + library);
    if (cell == null) {
      throw new IllegalStateException("nothing was measured for " + path + " " + library);
    }
    return cell;
  }

  /** Everything about one path of one library. */
  private static final class Cell {

    private final LongSummaryStatistics nanos = new LongSummaryStatistics();
    private double bytes;

    @SuppressWarnings("rawtypes")
    void add(Map<String, Result> iteration) {
      nanos.accept(Math.round(score(iteration, "cpuNanos") / score(iteration, "requests")));
    }

    double nanos() {
      return nanos.getMin();
    }

    double mean() {
      return nanos.getAverage();
    }
  }
}
