package io.leasehold.isolation.aws.vending;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static io.leasehold.isolation.aws.fixture.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.fixture.Tenants;
import io.leasehold.isolation.aws.session.CredentialVendingException;
import io.leasehold.isolation.aws.session.CredentialVendingException.Reason;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.postgres.PostgresTenantAdministration;
import io.leasehold.tenancy.postgres.PostgresTenantChanges;
import io.leasehold.tenancy.postgres.PostgresTenantRegistry;
import io.leasehold.tenancy.postgres.TenancySchema;
import io.leasehold.tenancy.registry.CachingTenantRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/** Two vendors with caches of their own, and a real PostgreSQL that tells them of a suspension. */
@Timeout(120)
class VendingOnTwoNodesTest {

  private static EmbeddedPostgres server;

  private final StubSts sts = new StubSts(Clock.systemUTC());

  @BeforeAll
  static void start() throws IOException, SQLException {
    server = EmbeddedPostgres.start();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create role leasehold_owner login");
      statement.execute("create role leasehold_platform login");
      statement.execute("grant create on database postgres to leasehold_owner");
    }
    TenancySchema.migrate(source("leasehold_owner"), "leasehold_platform");
    PostgresTenantRegistry registry = new PostgresTenantRegistry(source("leasehold_platform"));
    registry.save(Tenants.ACME);
    registry.save(Tenants.GLOBEX);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @AfterEach
  void close() {
    sts.close();
  }

  private static DataSource source(String user) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {server.getPort()});
    source.setDatabaseName("postgres");
    source.setUser(user);
    return source;
  }

  /** What one node has for itself. */
  private final class Node implements AutoCloseable {
    private final DataSource platform = source("leasehold_platform");
    private final PostgresTenantChanges changes = PostgresTenantChanges.start(platform);
    private final CachingTenantRegistry tenants =
        CachingTenantRegistry.following(new PostgresTenantRegistry(platform), changes);
    private final TenantCredentialVendor vendor = Samples.vendor(sts).tenants(tenants).build();

    Node() {
      var unused = vendor.follow(tenants.changes());
    }

    String vend(TenantId tenant) {
      try {
        return vendor.vend(tenant).toCompletableFuture().join().accessKeyId();
      } catch (CompletionException e) {
        Reason reason = ((CredentialVendingException) e.getCause()).reason();
        return reason.name();
      }
    }

    @Override
    public void close() {
      vendor.close();
      tenants.close();
      changes.close();
    }
  }

  @Test
  @Tag("attack-E13")
  void aSuspensionStopsCachedCredentialsOnEveryNodeWithinTheStatedBound() {
    try (Node one = new Node();
        Node two = new Node()) {
      assertThat(List.of(one.vend(ACME), two.vend(ACME)))
          .allSatisfy(key -> assertThat(key).startsWith("ASIA-t-acme-"));

      new PostgresTenantAdministration(source("leasehold_platform")).suspend(ACME);
      Instant suspended = Instant.now();

      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(PostgresTenantChanges.BOUND)
          .until(
              () -> List.of(one.vend(ACME), two.vend(ACME)),
              List.of("SHUT_OUT", "SHUT_OUT")::equals);
      System.out.printf(
          "suspension: both vendors refuse after %d ms, stated %s%n",
          Duration.between(suspended, Instant.now()).toMillis(), PostgresTenantChanges.BOUND);

      // Perhaps anew: a node that has just connected takes it that anything may have changed.
      assertThat(List.of(one.vend(GLOBEX), two.vend(GLOBEX)))
          .allSatisfy(key -> assertThat(key).startsWith("ASIA-t-globex-"));
    }
  }
}
