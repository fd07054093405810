package io.leasehold.isolation.aws.revocation;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static io.leasehold.isolation.aws.fixture.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.fixture.OldSessions;
import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("attack-E13")
class RevocationDocumentTest {

  private static final Instant REVOKED = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant OLD = REVOKED.minusSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String ROLE_ID = OldSessions.ROLE_ID;

  /** How the document tells sessions apart. */
  enum Way {
    TAG {
      @Override
      RevocationDocument of(List<Revocation> revocations, Instant now) {
        return RevocationDocument.byTag("tenant", revocations, now, HOUR);
      }
    },
    NAME {
      @Override
      RevocationDocument of(List<Revocation> revocations, Instant now) {
        return RevocationDocument.byName(ROLE_ID, revocations, now, HOUR);
      }
    };

    abstract RevocationDocument of(List<Revocation> revocations, Instant now);
  }

  private static Revocation revoked(TenantId tenant) {
    return new Revocation(tenant, 1, REVOKED);
  }

  @ParameterizedTest
  @EnumSource
  void theTenantsOldSessionsStopAndNewOnesWork(Way way) {
    String document = way.of(List.of(revoked(ACME)), REVOKED).json().orElseThrow();

    assertThat(OldSessions.works(document, ACME, OLD)).isFalse();
    assertThat(OldSessions.works(document, ACME, REVOKED.minus(HOUR))).isFalse();
    assertThat(OldSessions.works(document, ACME, REVOKED)).isTrue();
    assertThat(OldSessions.works(document, ACME, REVOKED.plusSeconds(1))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"globex", "acme1", "acme-eu", "acm", "cme", "a", "t-acme", "tenant"})
  void nobodyElsesSessionsStop(String other) {
    for (Way way : Way.values()) {
      String document = way.of(List.of(revoked(ACME)), REVOKED).json().orElseThrow();
      assertThat(OldSessions.works(document, TenantId.of(other), OLD)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoIsNotRevokedIsNeverStopped(Way way) {
    Random dice = new Random(7);
    for (int round = 0; round < 300; round++) {
      TenantId stopped = id(dice);
      TenantId other = id(dice);
      String document = way.of(List.of(revoked(stopped)), REVOKED).json().orElseThrow();

      assertThat(OldSessions.works(document, stopped, OLD)).as("%s", stopped).isFalse();
      assertThat(OldSessions.works(document, other, OLD)).isEqualTo(!other.equals(stopped));
    }
  }

  // Few letters and short ids, so that they resemble each other.
  private static TenantId id(Random dice) {
    StringBuilder id = new StringBuilder("t");
    for (int length = dice.nextInt(4); length > 0; length--) {
      id.append("at-".charAt(dice.nextInt(3)));
    }
    return TenantId.of(id.append("a").toString());
  }

  @ParameterizedTest
  @EnumSource
  void severalTenantsEachStopAtTheirOwnInstant(Way way) {
    Revocation later = new Revocation(GLOBEX, 3, REVOKED.plusSeconds(600));
    String document =
        way.of(List.of(later, revoked(ACME)), later.issuedBefore()).json().orElseThrow();

    assertThat(OldSessions.works(document, ACME, REVOKED.plusSeconds(300))).isTrue();
    assertThat(OldSessions.works(document, GLOBEX, REVOKED.plusSeconds(300))).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void whatHasExpiredAnywayIsLeftOutAndNothingLeftIsNoDocument(Way way) {
    List<Revocation> revocations = List.of(revoked(ACME));

    assertThat(way.of(revocations, REVOKED.plus(HOUR).minusSeconds(1)).json()).isPresent();
    assertThat(way.of(revocations, REVOKED.plus(HOUR)).json()).isEmpty();
  }

  @Test
  void whatARoleCannotNameIsRefusedAndNotCut() {
    List<Revocation> many = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      many.add(revoked(TenantId.of("x".repeat(58) + i)));
    }

    assertThatThrownBy(() -> Way.TAG.of(many, REVOKED))
        .isInstanceOf(RevocationBudgetException.class)
        .hasMessageContaining("200 tenants");
    assertThat(Way.TAG.of(many.subList(0, 150), REVOKED).json()).isPresent();
  }

  @Test
  void aRoleIdThatCouldMatchMoreIsRefused() {
    assertThatThrownBy(
            () -> RevocationDocument.byName("AROA*", List.of(revoked(ACME)), REVOKED, HOUR))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
