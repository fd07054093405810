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
  @EnumSource(
      value = Work.class,
      names = {"READ", "JOIN", "REQUEST"})
  void isolationWaitsForPostgresqlNoOftenerThanTheDiscriminatorAlone(Work work) throws Exception {
    // A pool asks now and then whether an idle connection lives; a wait in each transaction is
    // more.
    double discriminator = waits("discriminator", work);
    assertThat(waits("leasehold", work)).isCloseTo(discriminator, within(0.5));
    assertThat(waits("schema", work)).isCloseTo(discriminator, within(0.5));
    assertThat(waits("database", work)).isCloseTo(discriminator, within(0.5));
    // Cleans the session and asks for what it is to prove.
    assertThat(waits("signed", work)).isCloseTo(discriminator + 1, within(0.5));
    // There is no commit; but Hibernate borrows a connection for each statement, and each time it
    // is asked whose session it is, the tenant is set and taken back.
    assertThat(waits("session", work)).isCloseTo(4 * (discriminator - 1), within(1.0));
  }

  /** How often a transaction waits, once the driver keeps its statements prepared. */
  private static double waits(String name, Work work) {
    Contender contender =
        contenders.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    // Often enough for each tenant's own connection.
    work.times(400, contender, new Random(1));
    int before = trips.counted();
    work.times(50, contender, new Random(1));
    return (trips.counted() - before) / 50.0;
  }
}
