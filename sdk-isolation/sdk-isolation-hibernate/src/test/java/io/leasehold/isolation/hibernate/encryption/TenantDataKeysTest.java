package io.leasehold.isolation.hibernate.encryption;

import static io.leasehold.isolation.hibernate.encryption.Who.ACME;
import static io.leasehold.isolation.hibernate.encryption.Who.GLOBEX;
import static io.leasehold.isolation.hibernate.encryption.Who.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Scheduler;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.registry.LocalTenantChanges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long a key is in memory, how often it is fetched, and when it is gone. */
class TenantDataKeysTest {

  private static final EncryptedField FIELD = EncryptedField.of("labs.patient.diagnosis");
  private static final int THREADS = 16;

  private final MemoryKeyStore store = new MemoryKeyStore();
  private final CountingMasterKeys masterKeys = new CountingMasterKeys();
  private final AtomicLong nanos = new AtomicLong();
  private final TenantDataKeys keys =
      TenantDataKeys.builder(store, masterKeys)
          .maximumTenants(2)
          .build(nanos::get, Scheduler.disabledScheduler());
  private final TenantCipher cipher = TenantCipher.of(keys);

  @Test
  void aKeyIsFetchedOnceForAllWhoWaitForIt() throws Exception {
    Ciphertext stored = encrypted(ACME);
    keys.forgetAll();
    masterKeys.opened.set(0);
    masterKeys.hold();
    List<Future<String>> reads = onAllThreads(() -> decrypted(stored));
    masterKeys.arrived.await();
    masterKeys.release();
    for (Future<String> read : reads) {
      assertThat(read.get()).isEqualTo("asthma");
    }
    assertThat(masterKeys.opened).hasValue(1);
  }

  @Test
  void aKeyIsMadeOnceThoughManyNeedTheFirst() throws Exception {
    List<Future<Ciphertext>> writes = onAllThreads(() -> encrypted(ACME));
    for (Future<Ciphertext> write : writes) {
      assertThat(decrypted(write.get())).isEqualTo("asthma");
    }
    assertThat(masterKeys.generated).hasValue(1);
    assertThat(store.keys).hasSize(1);
  }

  @Test
  void inAnOutageNothingIsReadOrWrittenAndItIsNotRemembered() {
    Ciphertext stored = encrypted(ACME);
    keys.forgetAll();
    masterKeys.down = true;
    assertThatThrownBy(() -> encrypted(ACME)).isInstanceOf(TenantKeysUnavailableException.class);
    assertThatThrownBy(() -> decrypted(stored)).isInstanceOf(TenantKeysUnavailableException.class);
    masterKeys.down = false;
    assertThat(decrypted(stored)).isEqualTo("asthma");
    keys.forgetAll();
    store.down = true;
    assertThatThrownBy(() -> encrypted(ACME)).isInstanceOf(TenantKeysUnavailableException.class);
    store.down = false;
    assertThat(encrypted(ACME).keyVersion()).as("no second key was made").isEqualTo(1);
  }

  @Test
  void thoseWhoWaitShareTheOutage() throws Exception {
    Ciphertext stored = encrypted(ACME);
    keys.forgetAll();
    masterKeys.opened.set(0);
    masterKeys.hold();
    masterKeys.down = true;
    List<Future<String>> reads = onAllThreads(() -> decrypted(stored));
    masterKeys.arrived.await();
    // All others wait for the first one before it fails.
    while (waiting.get() < THREADS - 1) {
      Thread.onSpinWait();
    }
    masterKeys.release();
    for (Future<String> read : reads) {
      assertThatThrownBy(read::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(TenantKeysUnavailableException.class);
    }
    assertThat(masterKeys.opened.get()).isLessThan(THREADS);
  }

  private final AtomicInteger waiting = new AtomicInteger();

  @Test
  void aKeyIsFetchedAgainAfterItsTime() {
    Ciphertext stored = encrypted(ACME);
    nanos.addAndGet(TenantDataKeys.DEFAULT_TTL.minusSeconds(1).toNanos());
    masterKeys.opened.set(0);
    decrypted(stored);
    assertThat(masterKeys.opened).hasValue(0);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(keys.inMemory()).isZero();
    decrypted(stored);
    assertThat(masterKeys.opened).hasValue(1);
  }

  @Test
  void onlySoManyTenantsHaveKeysInMemory() {
    for (int i = 0; i < 50; i++) {
      encrypted(Tenant.active(TenantId.of("tenant-" + i), Tier.of("basic")));
    }
    assertThat(keys.inMemory()).isLessThanOrEqualTo(2);
  }

  @Test
  @Tag("mistake-27")
  void aSuspendedTenantsKeysAreWipedAndOthersAreNot() {
    LocalTenantChanges changes = new LocalTenantChanges();
    Ciphertext stored = encrypted(ACME);
    Ciphertext theirs = encrypted(GLOBEX);
    var following = keys.follow(changes);
    store.down = true;
    changes.publish(TenantChange.of(ACME.id(), TenantStatus.SUSPENDED));
    assertThatThrownBy(() -> decrypted(stored)).isInstanceOf(TenantKeysUnavailableException.class);
    assertThat(as(GLOBEX, () -> cipher.decryptText(FIELD, theirs.bytes()))).isEqualTo("asthma");
    changes.publish(TenantChange.anything());
    assertThatThrownBy(() -> as(GLOBEX, () -> cipher.decrypt(FIELD, theirs.bytes())))
        .isInstanceOf(TenantKeysUnavailableException.class);
    following.close();
  }

  @Test
  @Tag("mistake-27")
  void aKeyThatIsOnItsWayWhenTheTenantIsSuspendedIsNotKept() throws Exception {
    Ciphertext stored = encrypted(ACME);
    keys.forgetAll();
    masterKeys.hold();
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<String> read = threads.submit(() -> decrypted(stored));
      masterKeys.arrived.await();
      keys.forget(ACME.id());
      masterKeys.opened.set(0);
      masterKeys.release();
      // It finds its key wiped, and fetches it anew.
      assertThat(read.get()).isEqualTo("asthma");
      assertThat(masterKeys.opened).hasValue(1);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aWipedKeyDerivesNothing() {
    DataKey key = new DataKey(1, "0123456789abcdef0123456789abcdef".getBytes(UTF_8));
    assertThat(key.derive(new byte[1])).isPresent();
    key.wipe();
    assertThat(key.derive(new byte[1])).isEmpty();
  }

  private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

  @Test
  void wipingNeverLetsAnythingBeEncryptedWithZeros() throws Exception {
    encrypted(ACME);
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      Future<?> wiper =
          threads.submit(
              () -> {
                while (!done.get()) {
                  keys.forget(ACME.id());
                }
              });
      List<Ciphertext> made = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        try {
          made.add(encrypted(ACME));
        } catch (TenantKeysUnavailableException e) {
          // The wiper was faster several times in a row: an honest answer.
          assertThat(e).hasNoCause();
        }
      }
      done.set(true);
      wiper.get();
      assertThat(made).isNotEmpty();
      for (Ciphertext ciphertext : made) {
        assertThat(decrypted(ciphertext)).isEqualTo("asthma");
      }
    } finally {
      done.set(true);
      threads.shutdown();
    }
  }

  @Test
  @Tag("row-C5")
  void afterShreddingNothingOpensAndNothingIsEncrypted() {
    Ciphertext stored = encrypted(ACME);
    Ciphertext theirs = encrypted(GLOBEX);
    as(ACME, () -> cipher.searchKey(FIELD, "asthma"));
    assertThat(as(ACME, () -> keys.shred(ACME.id()))).isEqualTo(new ShreddedKeys(2, false));
    assertThatThrownBy(() -> decrypted(stored)).isInstanceOf(TenantKeyDestroyedException.class);
    assertThatThrownBy(() -> encrypted(ACME)).isInstanceOf(TenantKeyDestroyedException.class);
    assertThatThrownBy(() -> as(ACME, () -> cipher.searchKey(FIELD, "asthma")))
        .isInstanceOf(TenantKeyDestroyedException.class);
    assertThatThrownBy(() -> as(ACME, keys::rotate))
        .isInstanceOf(TenantKeyDestroyedException.class);
    assertThat(as(ACME, () -> keys.shred(ACME.id()))).isEqualTo(new ShreddedKeys(0, false));
    assertThat(as(GLOBEX, () -> cipher.decryptText(FIELD, theirs.bytes()))).isEqualTo("asthma");
  }

  @Test
  void onlyTheTenantInScopeIsShredded() {
    Ciphertext theirs = encrypted(GLOBEX);
    assertThatThrownBy(() -> as(ACME, () -> keys.shred(GLOBEX.id())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(as(GLOBEX, () -> cipher.decryptText(FIELD, theirs.bytes()))).isEqualTo("asthma");
  }

  @Test
  void shreddingThatFailsIsToldAndWipesThisNodeAllTheSame() {
    Ciphertext stored = encrypted(ACME);
    store.down = true;
    assertThatThrownBy(() -> as(ACME, () -> keys.shred(ACME.id())))
        .isInstanceOf(TenantKeysUnavailableException.class);
    assertThat(keys.inMemory()).isZero();
    assertThatThrownBy(() -> decrypted(stored)).isInstanceOf(TenantKeysUnavailableException.class);
  }

  @Test
  void anotherNodeGoesOnForTheTimeToLiveUnlessItIsTold() {
    Ciphertext stored = encrypted(ACME);
    TenantDataKeys elsewhere = TenantDataKeys.builder(store, masterKeys).build();
    as(ACME, () -> elsewhere.shred(ACME.id()));
    assertThat(decrypted(stored)).as("the stated bound").isEqualTo("asthma");
    nanos.addAndGet(TenantDataKeys.DEFAULT_TTL.toNanos());
    assertThatThrownBy(() -> decrypted(stored)).isInstanceOf(TenantKeyDestroyedException.class);
  }

  private Ciphertext encrypted(Tenant tenant) {
    return as(tenant, () -> cipher.encrypt(FIELD, "asthma"));
  }

  private String decrypted(Ciphertext stored) {
    return as(ACME, () -> cipher.decryptText(FIELD, stored.bytes()));
  }

  private <T> List<Future<T>> onAllThreads(Callable<T> work) {
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<T>> results = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      results.add(
          threads.submit(
              () -> {
                start.await();
                waiting.incrementAndGet();
                return work.call();
              }));
    }
    start.countDown();
    threads.shutdown();
    return results;
  }

  /** Counts, fails and waits as it is told. */
  private static final class CountingMasterKeys implements MasterKeys {

    private final MasterKeys real = LocalMasterKeys.random();
    final AtomicInteger generated = new AtomicInteger();
    final AtomicInteger opened = new AtomicInteger();
    volatile boolean down;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    volatile CountDownLatch arrived = new CountDownLatch(1);

    void hold() {
      arrived = new CountDownLatch(1);
      gate = new CountDownLatch(1);
    }

    void release() {
      gate.countDown();
    }

    @Override
    public NewDataKey generate(TenantId tenant, KeyPurpose purpose) {
      requireUp();
      generated.incrementAndGet();
      return real.generate(tenant, purpose);
    }

    @Override
    public byte[] open(TenantId tenant, KeyPurpose purpose, WrappedKey key) {
      opened.incrementAndGet();
      arrived.countDown();
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      requireUp();
      return real.open(tenant, purpose, key);
    }

    private void requireUp() {
      if (down) {
        throw new TenantKeysUnavailableException(null);
      }
    }
  }
}
