package io.leasehold.isolation.aws.revocation;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static io.leasehold.isolation.aws.fixture.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.OldSessions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The document without one of its two conditions, and without itself. */
@Tag("attack-E13")
class RevocationDocumentSabotageTest {

  private static final Instant REVOKED = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant OLD = REVOKED.minusSeconds(1);

  private final String document =
      RevocationDocument.byTag(
              "tenant", List.of(new Revocation(ACME, 1, REVOKED)), REVOKED, Duration.ofHours(1))
          .json()
          .orElseThrow();

  @Test
  void withoutTheDocumentOldSessionsGoOn() {
    String nothing =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";

    assertThat(OldSessions.works(nothing, ACME, OLD)).isTrue();
    assertThat(OldSessions.works(document, ACME, OLD)).isFalse();
  }

  @Test
  void awsOwnWayWithoutTheTenantStopsEverybody() {
    String forAll = document.replaceAll(",\"StringEquals\":\\{[^}]*\\}", "");

    assertThat(forAll).isNotEqualTo(document);
    assertThat(OldSessions.works(forAll, GLOBEX, OLD)).isFalse();
    assertThat(OldSessions.works(document, GLOBEX, OLD)).isTrue();
  }

  @Test
  void withoutTheInstantNewSessionsStopToo() {
    String always = document.replaceAll("\"DateLessThan\":\\{[^}]*\\},", "");

    assertThat(always).isNotEqualTo(document);
    assertThat(OldSessions.works(always, ACME, REVOKED.plusSeconds(60))).isFalse();
    assertThat(OldSessions.works(document, ACME, REVOKED.plusSeconds(60))).isTrue();
  }
}
