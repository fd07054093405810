package io.leasehold.tenancy.jakarta;

import static io.leasehold.tenancy.jakarta.Fixture.ACME_HOST;
import static io.leasehold.tenancy.jakarta.Fixture.GLOBEX_HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.registry.LocalTenantChanges;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that run while their tenant is shut out, in the middle of whatever they are doing. */
@Tag("mistake-27")
class ShutOutTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final LocalTenantChanges changes = new LocalTenantChanges();
  private Fixture fixture;

  @BeforeEach
  void start() throws Exception {
    Faucet.reset();
    fixture =
        new Fixture(
            TenantFilterSettings.defaults().withProtectedPaths("/api", "/faucet"),
            (parts, registry) -> parts.withChanges(changes, registry));
  }

  @AfterEach
  void stop() throws Exception {
    Faucet.reset();
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/faucet/sync", "/faucet/async", "/faucet/writer", "/api/faucet/sse"})
  void nothingMoreIsSentInTheMiddleOfAnAnswer(String path) throws Exception {
    try (OpenAnswer answer = open(path, ACME_HOST, fixture.acmeBearer())) {
      answer.readUntil("drop 1 ");
      suspend();
      Faucet.drip();
      await().atMost(SOON).until(Faucet::refused);
      String rest = answer.readToEnd();
      assertThat(rest).doesNotContain("drop 2");
      // A download that breaks off must not look like a whole one.
      if (!path.endsWith("sse")) {
        assertThat(rest).doesNotContain("\r\n0\r\n\r\n");
      }
    }
  }

  @Test
  void anEventStreamEndsEvenIfNothingIsSentOnIt() throws Exception {
    try (OpenAnswer answer = open("/api/faucet/sse", ACME_HOST, fixture.acmeBearer())) {
      answer.readUntil("drop 1 ");
      suspend();
      assertThat(answer.readToEnd()).doesNotContain("drop 2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/faucet/dry", "/faucet/dry-async"})
  void anAnswerThatWasNotBegunBecomesTheRefusal(String path) throws Exception {
    try (OpenAnswer answer = open(path, ACME_HOST, fixture.acmeBearer())) {
      await().atMost(SOON).until(Faucet::isOpen);
      suspend();
      Faucet.drip();
      assertThat(answer.readToEnd())
          .contains("HTTP/1.1 403", "LH-TEN-105", "no-store")
          .doesNotContain("drop", "X-Secret");
    }
  }

  @Test
  void otherTenantsGoOn() throws Exception {
    try (OpenAnswer answer = open("/faucet/async", GLOBEX_HOST, fixture.globexBearer())) {
      answer.readUntil("drop 1 ");
      suspend();
      Faucet.drip();
      answer.readUntil("drop 2 ");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TenantStatus.class,
      names = {"ACTIVE", "READ_ONLY"})
  void aChangeThatAdmitsCutsNothingOff(TenantStatus status) throws Exception {
    try (OpenAnswer answer = open("/faucet/async", ACME_HOST, fixture.acmeBearer())) {
      answer.readUntil("drop 1 ");
      fixture.registry.save(fixture.acme.withStatus(status));
      changes.publish(TenantChange.of(fixture.acme.id(), status));
      changes.publish(TenantChange.of(fixture.acme.id()));
      changes.publish(TenantChange.anything());
      Faucet.drip();
      answer.readUntil("drop 2 ");
    }
  }

  @Test
  void whenAnythingMayHaveChangedTheRegistryTells() throws Exception {
    try (OpenAnswer answer = open("/api/faucet/sse", ACME_HOST, fixture.acmeBearer())) {
      answer.readUntil("drop 1 ");
      fixture.registry.save(fixture.acme.withStatus(TenantStatus.OFFBOARDING));
      changes.publish(TenantChange.anything());
      assertThat(answer.readToEnd()).doesNotContain("drop 2");
    }
  }

  @Test
  void aRegistryThatCannotBeAskedThenKeepsNothingOpen() throws Exception {
    try (OpenAnswer answer = open("/api/faucet/sse", ACME_HOST, fixture.acmeBearer())) {
      answer.readUntil("drop 1 ");
      fixture.registry.reachable(false);
      changes.publish(TenantChange.anything());
      assertThat(answer.readToEnd()).doesNotContain("drop 2");
    }
  }

  private void suspend() {
    fixture.registry.save(fixture.acme.withStatus(TenantStatus.SUSPENDED));
    changes.publish(TenantChange.of(fixture.acme.id(), TenantStatus.SUSPENDED));
  }

  private OpenAnswer open(String path, String host, String bearer) throws Exception {
    return OpenAnswer.get(fixture.http().port(), path, host, bearer);
  }
}
