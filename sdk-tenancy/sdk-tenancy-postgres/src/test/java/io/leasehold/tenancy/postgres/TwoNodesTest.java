package io.leasehold.tenancy.postgres;

import static io.leasehold.tenancy.postgres.PostgresTenantChanges.BOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.Tier;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two nodes in two processes, each with its own cache and its own connections: what one does to a
 * tenant, the other does to its members.
 */
class TwoNodesTest {

  private static final Duration START = Duration.ofSeconds(30);
  private static final int STALE_SECONDS = 8;
  // What a cache adds to the bound of its source: for so long it does not ask again.
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final TenantId acme = TenantId.of("acme");
  private PostgresTenantAdministration administration;

  @BeforeEach
  void open() throws SQLException {
    administration = new PostgresTenantAdministration(RegistryDatabase.migrated().platform());
    administration.create(
        Tenant.active(acme, Tier.of("basic")).withDomains(TenantDomain.of("acme.example")));
  }

  @Test
  @Tag("mistake-27")
  void aTenantSuspendedOnOneNodeIsRefusedOnTheOtherWithinTheStatedBound() throws IOException {
    try (OtherNode other = OtherNode.start(RegistryDatabase.port(), "listening", STALE_SECONDS)) {
      other.answers("admitted", START);
      TenantRevision suspended = administration.suspend(acme);
      Duration took = other.answers("refused", BOUND.plus(PAUSE));
      print("suspended here, refused on the other node after", took);

      administration.activate(suspended);
      print("let in again after", other.answers("admitted", BOUND.plus(PAUSE)));
    }
  }

  @Test
  @Tag("mistake-27")
  void soItIsWhereNotificationsGetLost() throws IOException {
    try (OtherNode other = OtherNode.start(RegistryDatabase.port(), "polling", STALE_SECONDS)) {
      other.answers("admitted", START);
      administration.suspend(acme);
      Duration took = other.answers("refused", BOUND.plus(PAUSE));
      print("without notifications, refused on the other node after", took);
    }
  }

  @Test
  @Tag("mistake-27")
  void aNodeThatIsSilentlyCutOffStopsAdmittingAfterTheTimeToOutliveAnOutage() throws IOException {
    try (Wire wire = new Wire(RegistryDatabase.port());
        OtherNode other = OtherNode.start(wire.port(), "listening", STALE_SECONDS)) {
      other.answers("admitted", START);
      wire.cut();
      administration.suspend(acme);
      // The last question before the end may hang for as long as a query is waited for.
      Duration took = other.answers("unavailable", Duration.ofSeconds(STALE_SECONDS + 6));
      print("cut off, nobody is admitted after", took);
      assertThat(other.all()).doesNotContain("unknown");

      wire.mend();
      print("mended, refused after", other.answers("refused", BOUND.plus(BOUND)));
    }
  }

  private static void print(String what, Duration took) {
    System.out.printf("[two nodes] %s %d ms%n", what, took.toMillis());
  }
}
