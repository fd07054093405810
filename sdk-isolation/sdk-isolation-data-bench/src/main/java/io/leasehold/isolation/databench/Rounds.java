package io.leasehold.isolation.databench;

import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Lets everybody do the same work in turns, a few milliseconds each, in another order each round:
 * whatever else the machine does falls on all alike, and what counts is the ratio inside a round.
 */
final class Rounds {

  private final List<Contender> contenders;
  private final Server server;
  private final List<ServerTime> servers = new ArrayList<>();
  private final int threads;

  Rounds(Server server, List<Contender> contenders, int threads) {
    this.server = server;
    this.contenders = contenders;
    this.threads = threads;
  }

  /**
   * Measures.
   *
   * @param slice how long one turn of one contender is to take, in milliseconds
   */
  Measured of(Work work, int rounds, int slice) throws InterruptedException, SQLException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      look();
      int times = calibrate(work, executor, slice);
      look(); // A pool may have opened since.
      Measured measured = new Measured(work, threads, contenders, rounds);
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < contenders.size(); i++) {
        order.add(i);
      }
      Random shuffle = new Random(5);
      for (int round = 0; round < rounds; round++) {
        Collections.shuffle(order, shuffle);
        for (int which : order) {
          measured.put(which, round, turn(work, which, times, round, executor));
        }
      }
      return measured;
    } finally {
      executor.shutdown();
    }
  }

  private void look() throws SQLException {
    servers.clear();
    for (Contender contender : contenders) {
      servers.add(new ServerTime(server, contender.name()));
    }
  }

  private int calibrate(Work work, ExecutorService executor, int slice)
      throws InterruptedException {
    int times = 1;
    while (true) {
      double longest = 0;
      for (int which = 0; which < contenders.size(); which++) {
        longest = Math.max(longest, turn(work, which, times, -times, executor).wall() * times);
      }
      if (longest * threads > slice * 1e6 / 2 || times > 1_000) {
        return Math.max(1, (int) (times * slice * 1e6 / (longest * threads)));
      }
      times *= 2;
    }
  }

  private Turn turn(Work work, int which, int times, long seed, ExecutorService executor)
      throws InterruptedException {
    Contender contender = contenders.get(which);
    ServerTime sessions = servers.get(which);
    List<Future<Long>> running = new ArrayList<>();
    long serverBefore = sessions.nanos();
    long before = System.nanoTime();
    for (int i = 0; i < threads; i++) {
      Random random = new Random(seed * 31 + i);
      running.add(executor.submit(() -> cpu(() -> work.times(times, contender, random))));
    }
    long client = 0;
    for (Future<Long> one : running) {
      try {
        client += one.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(contender.name() + " failed at " + work, e.getCause());
      }
    }
    double done = (double) times * threads;
    double wall = (System.nanoTime() - before) / done;
    return new Turn(wall, client / done, (sessions.nanos() - serverBefore) / done);
  }

  private static long cpu(Runnable work) {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    work.run();
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
  }

  /** Nanoseconds for one transaction: on the clock, and of processors on both sides. */
  record Turn(double wall, double client, double server) {

    double cpu() {
      return client + server;
    }
  }
}
