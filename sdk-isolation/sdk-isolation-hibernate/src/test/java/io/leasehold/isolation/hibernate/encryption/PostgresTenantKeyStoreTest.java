package io.leasehold.isolation.hibernate.encryption;

import static io.leasehold.isolation.hibernate.encryption.Who.ACME;
import static io.leasehold.isolation.hibernate.encryption.Who.GLOBEX;
import static io.leasehold.isolation.hibernate.encryption.Who.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.isolation.hibernate.TenantIsolationCheck;
import io.leasehold.tenancy.Tenant;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Wrapped keys in a table: each tenant sees its own, and destroyed is destroyed. */
class PostgresTenantKeyStoreTest {

  private static final PatientsDatabase DATABASE = new PatientsDatabase();
  private static final EncryptedField FIELD = EncryptedField.of("labs.patient.diagnosis");
  private static final MasterKeys MASTER_KEYS = LocalMasterKeys.random();

  private final PostgresTenantKeyStore store = PostgresTenantKeyStore.at(DATABASE.app());
  private final PostgresTenantKeyStore shredder = PostgresTenantKeyStore.at(DATABASE.shredder());

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @BeforeEach
  void empty() {
    DATABASE.empty();
  }

  @Test
  void aKeyIsKeptAndFoundAgain() {
    StoredKey first = add(ACME, 1);
    StoredKey second = add(ACME, 2);
    assertThat(as(ACME, () -> store.newest(ACME.id(), KeyPurpose.DATA))).contains(second);
    assertThat(as(ACME, () -> store.find(ACME.id(), KeyPurpose.DATA, 1))).contains(first);
    assertThat(as(ACME, () -> store.find(ACME.id(), KeyPurpose.DATA, 3))).isEmpty();
    assertThat(as(ACME, () -> store.newest(ACME.id(), KeyPurpose.SEARCH))).isEmpty();
  }

  @Test
  void theMigrationMayRunAgain() {
    StoredKey first = add(ACME, 1);
    DATABASE.makeKeyTable();
    assertThat(as(ACME, () -> store.newest(ACME.id(), KeyPurpose.DATA))).contains(first);
  }

  @Test
  @Tag("row-C5")
  void aTenantSeesNoWrappedKeyOfAnother() throws Exception {
    add(GLOBEX, 1);
    assertThat(as(ACME, () -> store.newest(GLOBEX.id(), KeyPurpose.DATA)))
        .as("row security, not only the query")
        .isEqualTo(Optional.empty());
    assertThatThrownBy(() -> as(ACME, () -> store.add(GLOBEX.id(), KeyPurpose.DATA, key(2))))
        .isInstanceOf(TenantKeysUnavailableException.class)
        .hasRootCauseMessage(
            "ERROR: new row violates row-level security policy for table \"tenant_key\"");
    // The table of keys is as sound as all others.
    assertThat(TenantIsolationCheck.of(DATABASE.app(), "leasehold_keys").run().holds()).isTrue();
    assertThat(TenantIsolationCheck.of(DATABASE.shredder(), "leasehold_keys").run().holds())
        .isTrue();
  }

  @Test
  void whoComesSecondGetsTheKeyOfTheFirst() {
    StoredKey first = add(ACME, 1);
    StoredKey other = new StoredKey(1, new WrappedKey("other", new byte[] {9}));
    assertThat(as(ACME, () -> store.add(ACME.id(), KeyPurpose.DATA, other))).isEqualTo(first);
  }

  @Test
  void nodesThatNeedTheFirstKeyAtTheSameTimeAgreeOnOne() throws Exception {
    int nodes = 6;
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(nodes);
    List<Future<Ciphertext>> made = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      TenantCipher node = cipher(store);
      made.add(
          threads.submit(
              () -> {
                start.await();
                return as(ACME, () -> node.encrypt(FIELD, "asthma"));
              }));
    }
    start.countDown();
    threads.shutdown();
    TenantCipher late = cipher(store);
    for (Future<Ciphertext> ciphertext : made) {
      byte[] stored = ciphertext.get().bytes();
      assertThat(as(ACME, () -> late.decryptText(FIELD, stored))).isEqualTo("asthma");
    }
    assertThat(DATABASE.texts("select version from leasehold_keys.tenant_key"))
        .containsExactly("1");
  }

  @Test
  void aKeyOutlivesTheTransactionThatNeededIt() throws Exception {
    TenantCipher cipher = cipher(store);
    byte[] stored =
        as(
            ACME,
            () -> {
              try (Connection connection =
                  TenantDataSource.around(DATABASE.app()).getConnection()) {
                connection.setAutoCommit(false);
                connection.createStatement().execute("select 1");
                byte[] made = cipher.encrypt(FIELD, "asthma").bytes();
                connection.rollback();
                return made;
              } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    // Another node, later.
    assertThat(as(ACME, () -> cipher(store).decryptText(FIELD, stored))).isEqualTo("asthma");
  }

  @Test
  @Tag("row-C5")
  void afterShreddingABackupOfTheDataOpensNowhere() throws Exception {
    TenantCipher cipher = cipher(store);
    byte[] backup = as(ACME, () -> cipher.encrypt(FIELD, "asthma")).bytes();
    byte[] theirs = as(GLOBEX, () -> cipher.encrypt(FIELD, "gout")).bytes();
    TenantDataKeys operator = TenantDataKeys.builder(shredder, MASTER_KEYS).build();
    assertThat(as(ACME, () -> operator.shred(ACME.id())).dataKeys()).isEqualTo(1);
    TenantCipher restarted = cipher(store);
    assertThatThrownBy(() -> as(ACME, () -> restarted.decrypt(FIELD, backup)))
        .isInstanceOf(TenantKeyDestroyedException.class);
    assertThatThrownBy(() -> as(ACME, () -> restarted.encrypt(FIELD, "new")))
        .as("nor does a new key come to be")
        .isInstanceOf(TenantKeyDestroyedException.class);
    assertThat(as(GLOBEX, () -> restarted.decryptText(FIELD, theirs))).isEqualTo("gout");
    assertThat(
            DATABASE.texts(
                "select wrapped from leasehold_keys.tenant_key where tenant_id = 'acme'"
                    + " and wrapped is not null"))
        .isEmpty();
    assertThat(as(ACME, () -> operator.shred(ACME.id())).dataKeys()).isZero();
  }

  @Test
  void aTenantThatNeverHadAKeyGetsNoneAfterShredding() {
    as(ACME, () -> shredder.destroy(ACME.id()));
    assertThatThrownBy(() -> add(ACME, 1)).isInstanceOf(TenantKeyDestroyedException.class);
  }

  @Test
  void aRestoredBackupOfTheKeysOpensAgain() {
    // What a scheme with one master key for all cannot do, and the page says so.
    TenantCipher cipher = cipher(store);
    byte[] backup = as(ACME, () -> cipher.encrypt(FIELD, "asthma")).bytes();
    PatientsDatabase.execute(
        DATABASE.superuser(),
        "create table public.backup as select * from leasehold_keys.tenant_key");
    as(ACME, () -> shredder.destroy(ACME.id()));
    PatientsDatabase.execute(
        DATABASE.superuser(),
        "truncate leasehold_keys.tenant_key; insert into leasehold_keys.tenant_key select * from"
            + " public.backup; drop table public.backup");
    assertThat(as(ACME, () -> cipher(store).decryptText(FIELD, backup))).isEqualTo("asthma");
  }

  @Test
  void theApplicationsRoleCannotDestroyKeys() {
    add(ACME, 1);
    assertThatThrownBy(() -> as(ACME, () -> store.destroy(ACME.id())))
        .isInstanceOf(TenantKeysUnavailableException.class)
        .hasRootCauseMessage("ERROR: permission denied for table tenant_key");
    assertThat(as(ACME, () -> store.newest(ACME.id(), KeyPurpose.DATA))).isPresent();
  }

  @Test
  void anOldVersionIsRetiredAndTheNewestIsNot() {
    add(ACME, 1);
    add(ACME, 2);
    assertThatThrownBy(() -> as(ACME, () -> shredder.retire(ACME.id(), KeyPurpose.DATA, 2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(as(ACME, () -> shredder.retire(ACME.id(), KeyPurpose.DATA, 1))).isTrue();
    assertThat(as(ACME, () -> shredder.retire(ACME.id(), KeyPurpose.DATA, 1))).isFalse();
    assertThatThrownBy(() -> as(ACME, () -> store.find(ACME.id(), KeyPurpose.DATA, 1)))
        .isInstanceOf(TenantKeyDestroyedException.class);
  }

  @Test
  void aDatabaseThatIsDownIsAnOutage() {
    var nowhere = new org.postgresql.ds.PGSimpleDataSource();
    nowhere.setServerNames(new String[] {"127.0.0.1"});
    nowhere.setPortNumbers(new int[] {1});
    TenantCipher cipher = cipher(PostgresTenantKeyStore.at(nowhere));
    assertThatThrownBy(() -> as(ACME, () -> cipher.encrypt(FIELD, "asthma")))
        .isInstanceOf(TenantKeysUnavailableException.class);
  }

  @Test
  void aRoleWithAnOddNameIsRefused() {
    assertThatThrownBy(() -> PostgresTenantKeyStore.script("app\"; drop", "shredder"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static TenantCipher cipher(TenantKeyStore store) {
    return TenantCipher.of(TenantDataKeys.builder(store, MASTER_KEYS).build());
  }

  private StoredKey add(Tenant tenant, int version) {
    return as(tenant, () -> store.add(tenant.id(), KeyPurpose.DATA, key(version)));
  }

  private static StoredKey key(int version) {
    return new StoredKey(version, new WrappedKey("master", new byte[] {1, 2, (byte) version}));
  }
}
