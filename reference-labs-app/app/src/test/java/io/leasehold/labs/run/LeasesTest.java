package io.leasehold.labs.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.labs.learner.Learner;
import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.Epoch;
import io.leasehold.provisioning.account.Lease;
import io.leasehold.provisioning.account.LeaseId;
import io.leasehold.provisioning.account.LeaseState;
import io.leasehold.tenancy.TenantId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A row of one tenant that names the lease of another opens nothing. */
class LeasesTest {

  private static final TenantId ACME = TenantId.of("acme");
  private static final Learner ADA = Learner.of("https://issuer.example", "ada");
  private static final Lease LEASE =
      new Lease(
          LeaseId.random(),
          ACME,
          ADA.pseudonym(),
          "first-bucket",
          LeaseState.ACTIVE,
          AccountId.of("222222222222"),
          new Epoch(1),
          Instant.EPOCH,
          Instant.EPOCH.plusSeconds(60),
          null);

  @Test
  void aLeaseBelongsToTheLearnerInTheTenantThatAskedForIt() {
    assertThat(Leases.belongs(LEASE, ACME, ADA)).isTrue();
  }

  @Test
  void itBelongsToNobodyOfAnotherTenantNotEvenUnderTheSameName() {
    assertThat(Leases.belongs(LEASE, TenantId.of("globex"), ADA)).isFalse();
  }

  @Test
  void itBelongsToNoOtherLearnerOfTheTenant() {
    Learner alan = Learner.of("https://issuer.example", "alan");

    assertThat(Leases.belongs(LEASE, ACME, alan)).isFalse();
  }
}
