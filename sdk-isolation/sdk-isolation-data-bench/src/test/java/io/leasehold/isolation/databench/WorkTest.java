package io.leasehold.isolation.databench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is measured does what it says, and waits as often as the page says. */
class WorkTest {

  private static Server server;
  private static RoundTrips trips;
  private static List<Contender> contenders;

  @BeforeAll
  static void start() throws Exception {
    server = Server.start();
    trips = RoundTrips.before(server.port());
    contenders = Contender.all(server, 1, trips.port());
  }

  @AfterAll
  static void stop() throws Exception {
    contenders.forEach(Contender::close);
    trips.close();
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void everybodyDoesTheWork(Work work) {
    contenders.forEach(contender -> work.times(3, contender, new Random(1)));
  }

  @ParameterizedTest
  @EnumSource
  void isolationWaitsForPostgresqlNoOftenerThanTheDiscriminatorAlone(Work work) throws Exception {
    assertThat(waits(2, work)).isCloseTo(waits(1, work), within(0.001));
  }

  /** How often a transaction waits, once the driver keeps its statements prepared. */
  private static double waits(int which, Work work) {
    Contender contender = contenders.get(which);
    work.times(60, contender, new Random(1));
    int before = trips.counted();
    work.times(50, contender, new Random(1));
    return (trips.counted() - before) / 50.0;
  }
}
