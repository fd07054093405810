package io.leasehold.isolation.databench;

import io.leasehold.isolation.databench.Rounds.Turn;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What was measured of one work. The ratios travel between machines, the times do not. */
final class Measured {

  private static final double Z = 1.96;

  private final Work work;
  private final int threads;
  private final List<Contender> contenders;
  private final @Nullable Turn[][] turns;

  Measured(Work work, int threads, List<Contender> contenders, int rounds) {
    this.work = work;
    this.threads = threads;
    this.contenders = contenders;
    this.turns = new Turn[contenders.size()][rounds];
  }

  void put(int which, int round, Turn turn) {
    turns[which][round] = turn;
  }

  static String head(List<Contender> contenders) {
    StringBuilder head = new StringBuilder("| work | threads |");
    StringBuilder line = new StringBuilder("|---|---|");
    for (Contender contender : contenders) {
      head.append(' ').append(contender.name()).append(" |");
      line.append("---|");
    }
    return head + "\n" + line + "\n";
  }

  /** One line: the middle ratio to the reference and where it is with 95%. */
  String ratios(int reference, ToDoubleFunction<Turn> figure) {
    return line(
        which -> {
          double[] ratios = new double[turns[which].length];
          for (int round = 0; round < ratios.length; round++) {
            ratios[round] =
                figure.applyAsDouble(turn(which, round))
                    / figure.applyAsDouble(turn(reference, round));
          }
          Arrays.sort(ratios);
          int aside = (int) Math.ceil(Z * Math.sqrt(ratios.length) / 2);
          int middle = ratios.length / 2;
          return String.format(
              Locale.ROOT,
              "%.2f (%.2f-%.2f)",
              ratios[middle],
              ratios[Math.max(0, middle - aside)],
              ratios[Math.min(ratios.length - 1, middle + aside)]);
        });
  }

  /** One line: the middle, in microseconds for one transaction. */
  String micros() {
    return line(
        which ->
            String.format(
                Locale.ROOT,
                "%.0f (%.0f + %.0f)",
                middle(which, Turn::wall) / 1_000,
                middle(which, Turn::client) / 1_000,
                middle(which, Turn::server) / 1_000));
  }

  private double middle(int which, ToDoubleFunction<Turn> figure) {
    double[] all = new double[turns[which].length];
    for (int round = 0; round < all.length; round++) {
      all[round] = figure.applyAsDouble(turn(which, round));
    }
    Arrays.sort(all);
    return all[all.length / 2];
  }

  private String line(Column column) {
    StringBuilder line =
        new StringBuilder("| ")
            .append(work.name().toLowerCase(Locale.ROOT))
            .append(" | ")
            .append(threads)
            .append(" |");
    for (int which = 0; which < contenders.size(); which++) {
      line.append(' ').append(column.of(which)).append(" |");
    }
    return line.append('\n').toString();
  }

  private Turn turn(int which, int round) {
    return Objects.requireNonNull(turns[which][round]);
  }

  private interface Column {
    String of(int which);
  }
}
