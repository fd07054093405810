package io.leasehold.provisioning.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.provisioning.account.spi.DestructionGuard;
import io.leasehold.provisioning.account.spi.OrgZone;
import io.leasehold.provisioning.account.spi.PermanentAccountException;
import io.leasehold.provisioning.account.spi.PoolRegister;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each guard alone stops a deletion, and with it switched off the deletion would go through. */
@Tag("invariant-07")
class DestructionGuardTest {

  private static final AccountId MANAGEMENT = AccountId.of("111111111111");
  private static final AccountId LAB = AccountId.of("222222222222");

  private final AtomicBoolean registered = new AtomicBoolean(true);
  private final AtomicBoolean inZone = new AtomicBoolean(true);
  private final PoolRegister register =
      new PoolRegister() {
        @Override
        public boolean mayBeCleaned(AccountId account, Epoch epoch) {
          return registered.get();
        }
      };
  private final OrgZone zone =
      new OrgZone() {
        @Override
        public void admit(AccountId account) {}

        @Override
        public boolean contains(AccountId account) {
          return inZone.get();
        }

        @Override
        public AccountId managementAccount() {
          return MANAGEMENT;
        }
      };

  @Test
  void theDatabaseStopsIt() {
    registered.set(false);
    assertRefused(new DestructionGuard(register, zone, Set.of()), LAB, "the pool does not hold it");
    registered.set(true);
    assertCleared(new DestructionGuard(register, zone, Set.of()), LAB);
  }

  @Test
  void theOrganisationalUnitStopsIt() {
    inZone.set(false);
    assertRefused(new DestructionGuard(register, zone, Set.of()), LAB, "organisational unit");
    inZone.set(true);
    assertCleared(new DestructionGuard(register, zone, Set.of()), LAB);
  }

  @Test
  void theBlockListStopsItAndTheManagementAccountIsAlwaysOnIt() {
    assertRefused(new DestructionGuard(register, zone, Set.of(LAB)), LAB, "block list");
    assertRefused(new DestructionGuard(register, zone, Set.of()), MANAGEMENT, "block list");
    assertCleared(new DestructionGuard(register, zone, Set.of()), LAB);
  }

  @Test
  void aClearanceIsAskedAgainBeforeEachDeletionOfALongPass() {
    var cleared =
        new DestructionGuard(register, zone, Set.of())
            .clear(LAB, Epoch.NONE, DestructionGuardTest::owned);
    cleared.requireStillCleared();
    registered.set(false);

    assertThatThrownBy(cleared::requireStillCleared)
        .isInstanceOf(PermanentAccountException.class)
        .hasMessageContaining("Nothing was deleted");
  }

  @Test
  void aNodeThatWasDeclaredDeadIsStoppedInTheMiddleOfAPass() {
    AtomicBoolean alive = new AtomicBoolean(true);
    Runnable owned =
        () -> {
          if (!alive.get()) {
            throw new IllegalStateException("declared dead");
          }
        };
    var cleared = new DestructionGuard(register, zone, Set.of()).clear(LAB, Epoch.NONE, owned);
    alive.set(false);

    assertThatThrownBy(cleared::requireStillCleared).hasMessage("declared dead");
  }

  @Test
  void theRegisterOfThePoolClearsOnlyAnAccountThatIsBeingCleanedAtThisEpoch() {
    PoolBench bench = PoolBench.ready(1);
    Lease lease = bench.used("ada");
    DestructionGuard guard = new DestructionGuard(bench.engine.register(), bench.cloud, Set.of());

    assertRefused(guard, lease.account(), "free of a lease", new Epoch(1));
    bench.pool.end(lease.id(), EndReason.COMPLETED);
    assertThat(guard.clear(lease.account(), new Epoch(1), DestructionGuardTest::owned).id())
        .isEqualTo(lease.account());
    assertRefused(guard, lease.account(), "at epoch 0", new Epoch(0));
    assertRefused(guard, lease.account(), "at epoch 2", new Epoch(2));
  }

  /** This node is alive. */
  private static void owned() {}

  private static void assertCleared(DestructionGuard guard, AccountId account) {
    assertThat(guard.clear(account, Epoch.NONE, DestructionGuardTest::owned).id())
        .isEqualTo(account);
  }

  private static void assertRefused(DestructionGuard guard, AccountId account, String why) {
    assertRefused(guard, account, why, Epoch.NONE);
  }

  private static void assertRefused(
      DestructionGuard guard, AccountId account, String why, Epoch epoch) {
    assertThatThrownBy(() -> guard.clear(account, epoch, DestructionGuardTest::owned))
        .isInstanceOf(PermanentAccountException.class)
        .hasMessageContaining(why);
  }
}
