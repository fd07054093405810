package io.leasehold.isolation.databench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Measures and writes the figures, on the console and, with the system property {@code
 * leasehold.bench.out}, into a file. With {@code leasehold.long} it takes longer.
 */
public final class DataBench {

  private static final int REFERENCE = 1;
  private static final boolean LONG = Boolean.getBoolean("leasehold.long");

  private DataBench() {}

  /**
   * Runs.
   *
   * @param names the works to measure; none for all
   */
  public static void main(String... names) throws Exception {
    List<Work> works = new ArrayList<>();
    for (Work work : Work.values()) {
      if (names.length == 0 || List.of(names).contains(work.name())) {
        works.add(work);
      }
    }
    StringBuilder report = new StringBuilder();
    for (int threads : works.isEmpty() ? new int[0] : new int[] {1, 8}) {
      try (Server server = Server.start()) {
        report.append(columns(server, works, threads));
      }
    }
    List<Work> writes = works.stream().filter(Work::changes).toList();
    if (!writes.isEmpty()) {
      try (Server server = Server.start(true)) {
        report.append("\nWhere a commit waits for the disk:\n");
        report.append(columns(server, writes, 1));
      }
    }
    if (names.length == 0 || List.of(names).contains("SCALE")) {
      report.append("\nPlaces of their own:\n\n").append(Scale.of(LONG ? 1_000 : 20));
    }
    System.out.println(report);
    @Nullable String out = System.getProperty("leasehold.bench.out");
    if (out != null) {
      Files.writeString(Path.of(out), report);
    }
  }

  private static String columns(Server server, List<Work> works, int threads) throws Exception {
    List<Contender> contenders = Contender.all(server, threads, server.port());
    try {
      Rounds rounds = new Rounds(server, contenders, threads);
      for (Work work : works) {
        warmUp(contenders, work, LONG ? 60 : threads == 1 ? 20 : 4);
      }
      List<Measured> measured = new ArrayList<>();
      for (Work work : works) {
        measured.add(rounds.of(work, LONG ? 200 : 40, threads == 1 ? 15 : 25));
      }
      String head = Measured.head(contenders);
      StringBuilder text = new StringBuilder();
      text.append("\nOn the clock, to the discriminator alone:\n\n").append(head);
      measured.forEach(one -> text.append(one.ratios(REFERENCE, Rounds.Turn::wall)));
      text.append("\nProcessor time, to the discriminator alone:\n\n").append(head);
      measured.forEach(one -> text.append(one.ratios(REFERENCE, Rounds.Turn::cpu)));
      text.append("\nMicroseconds a transaction: clock (client + server processor):\n\n");
      text.append(head);
      measured.forEach(one -> text.append(one.micros()));
      return text.toString();
    } finally {
      contenders.forEach(Contender::close);
    }
  }

  private static void warmUp(List<Contender> contenders, Work work, int times) {
    // In turns, so that the compiler sees them all before it decides.
    for (int i = 0; i < times; i++) {
      for (Contender contender : contenders) {
        work.times(200, contender, new Random(i));
      }
    }
  }
}
