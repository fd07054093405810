package io.leasehold.isolation.hibernate.encryption;

import static io.leasehold.isolation.hibernate.encryption.Who.ACME;
import static io.leasehold.isolation.hibernate.encryption.Who.GLOBEX;
import static io.leasehold.isolation.hibernate.encryption.Who.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.kms.KmsClient;

/** Data keys wrapped by KMS, by an unmodified client of the AWS SDK over real HTTP. */
class KmsMasterKeysTest {

  private static final EncryptedField FIELD = EncryptedField.of("labs.patient.diagnosis");

  private final KmsStandIn kms = new KmsStandIn();
  private final KmsClient client = client(kms.endpoint());
  private final MemoryKeyStore store = new MemoryKeyStore();

  @AfterEach
  void close() {
    client.close();
    kms.close();
  }

  @Test
  @Tag("row-C5")
  void everyCallNamesTheKeyAndHasTheTenantInTheEncryptionContext() {
    String arn = kms.key("shared");
    TenantCipher cipher = cipher(KmsMasterKeys.shared(client, arn));
    Ciphertext stored = as(ACME, () -> cipher.encrypt(FIELD, "asthma"));
    assertThat(as(ACME, () -> cipher.decryptText(FIELD, stored.bytes()))).isEqualTo("asthma");
    assertThat(kms.calls)
        .containsExactly(
            new KmsStandIn.Call("GenerateDataKey", arn, Map.of("tenant", "acme")),
            new KmsStandIn.Call("Decrypt", arn, Map.of("tenant", "acme")));
    assertThat(store.keys.values().iterator().next().key().masterKey()).isEqualTo(arn);
  }

  @Test
  @Tag("row-C5")
  void aDataKeyThatIsCopiedToAnotherTenantIsRefusedByKms() {
    TenantCipher cipher = cipher(KmsMasterKeys.shared(client, kms.key("shared")));
    Ciphertext stolen = as(GLOBEX, () -> cipher.encrypt(FIELD, "secret"));
    var theirs = new MemoryKeyStore.Slot(GLOBEX.id(), KeyPurpose.DATA, 1);
    store.keys.put(new MemoryKeyStore.Slot(ACME.id(), KeyPurpose.DATA, 1), store.keys.get(theirs));
    assertThatThrownBy(() -> as(ACME, () -> cipher.decrypt(FIELD, stolen.bytes())))
        .isInstanceOf(TenantKeyRefusedException.class);
  }

  @Test
  void aDataKeyOfAKeyThatNobodyNamedIsNotUsed() {
    String evil = kms.key("of-somebody-else");
    var slipped =
        new StoredKey(
            1, KmsMasterKeys.shared(client, evil).generate(ACME.id(), KeyPurpose.DATA).wrapped());
    store.keys.put(new MemoryKeyStore.Slot(ACME.id(), KeyPurpose.DATA, 1), slipped);
    MasterKeys ours = KmsMasterKeys.shared(client, kms.key("ours"));
    assertThatThrownBy(() -> as(ACME, () -> cipher(ours).encrypt(FIELD, "asthma")))
        .isInstanceOf(TenantKeyRefusedException.class);
  }

  @Test
  void whatAFormerKeyWrappedIsOpenedByIt() {
    String former = kms.key("former");
    Ciphertext stored =
        as(ACME, () -> cipher(KmsMasterKeys.shared(client, former)).encrypt(FIELD, "asthma"));
    KmsMasterKeys current = KmsMasterKeys.shared(client, kms.key("current"));
    assertThatThrownBy(() -> as(ACME, () -> cipher(current).decrypt(FIELD, stored.bytes())))
        .isInstanceOf(TenantKeyRefusedException.class);
    TenantDataKeys keys = TenantDataKeys.builder(store, current.formerly(former)).build();
    TenantCipher cipher = TenantCipher.of(keys);
    assertThat(as(ACME, () -> cipher.decryptText(FIELD, stored.bytes()))).isEqualTo("asthma");
    as(ACME, keys::rotate);
    as(ACME, () -> cipher.encrypt(FIELD, "gout"));
    assertThat(as(ACME, () -> store.newest(ACME.id(), KeyPurpose.DATA)).orElseThrow().key())
        .extracting(WrappedKey::masterKey)
        .asString()
        .endsWith("current");
  }

  @Test
  @Tag("row-C5")
  void withAKeyOfItsOwnNotEvenABackupOfTheStoredKeysHelpsAfterShredding() {
    KmsMasterKeys own =
        KmsMasterKeys.perTenant(
            client, tenant -> "arn:aws:kms:eu-central-1:111122223333:key/" + tenant.value());
    kms.key("acme");
    kms.key("globex");
    TenantDataKeys keys = TenantDataKeys.builder(store, own).build();
    TenantCipher cipher = TenantCipher.of(keys);
    Ciphertext stored = as(ACME, () -> cipher.encrypt(FIELD, "asthma"));
    Ciphertext theirs = as(GLOBEX, () -> cipher.encrypt(FIELD, "gout"));
    MemoryKeyStore backup = new MemoryKeyStore();
    backup.keys.putAll(store.keys);
    assertThat(as(ACME, () -> keys.shred(ACME.id()))).isEqualTo(new ShreddedKeys(1, true));
    assertThat(as(ACME, () -> keys.shred(ACME.id()))).isEqualTo(new ShreddedKeys(0, true));
    TenantCipher restored = TenantCipher.of(TenantDataKeys.builder(backup, own).build());
    assertThatThrownBy(() -> as(ACME, () -> restored.decrypt(FIELD, stored.bytes())))
        .isInstanceOf(TenantKeyDestroyedException.class);
    assertThat(as(GLOBEX, () -> restored.decryptText(FIELD, theirs.bytes()))).isEqualTo("gout");
  }

  @Test
  void shreddingGoesOnWhenKmsHasDeletedTheKey() {
    KmsMasterKeys own = KmsMasterKeys.perTenant(client, tenant -> "arn:gone");
    TenantDataKeys keys = TenantDataKeys.builder(store, own).build();
    assertThat(as(ACME, () -> keys.shred(ACME.id()))).isEqualTo(new ShreddedKeys(0, true));
  }

  @Test
  void shreddingThatKmsRefusesIsTold() {
    KmsMasterKeys own = KmsMasterKeys.perTenant(client, tenant -> "arn:x");
    kms.state("arn:x", "Disabled");
    TenantDataKeys keys = TenantDataKeys.builder(store, own).build();
    assertThatThrownBy(() -> as(ACME, () -> keys.shred(ACME.id())))
        .isInstanceOf(TenantKeyRefusedException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429})
  void anOutageIsAnOutage(int status) {
    TenantCipher cipher = cipher(KmsMasterKeys.shared(client, kms.key("shared")));
    kms.failWith(status);
    assertThatThrownBy(() -> as(ACME, () -> cipher.encrypt(FIELD, "asthma")))
        .isInstanceOf(TenantKeysUnavailableException.class);
    kms.failWith(0);
    assertThat(as(ACME, () -> cipher.encrypt(FIELD, "asthma")).keyVersion()).isEqualTo(1);
  }

  @Test
  void aKmsThatDoesNotAnswerIsAnOutage() {
    try (KmsClient nowhere = client(URI.create("http://127.0.0.1:1"))) {
      TenantCipher cipher = cipher(KmsMasterKeys.shared(nowhere, "key"));
      assertThatThrownBy(() -> as(ACME, () -> cipher.encrypt(FIELD, "asthma")))
          .isInstanceOf(TenantKeysUnavailableException.class);
    }
  }

  @Test
  void aKeyStoreOfKmsThatIsAwayIsAnOutageAndNoDestruction() {
    String arn = kms.key("shared");
    TenantCipher cipher = cipher(KmsMasterKeys.shared(client, arn));
    kms.state(arn, "Unavailable");
    assertThatThrownBy(() -> as(ACME, () -> cipher.encrypt(FIELD, "asthma")))
        .isInstanceOf(TenantKeysUnavailableException.class);
  }

  @Test
  void whatKmsForbidsIsRefused() {
    String arn = kms.key("shared");
    TenantCipher cipher = cipher(KmsMasterKeys.shared(client, arn));
    Ciphertext stored = as(ACME, () -> cipher.encrypt(FIELD, "asthma"));
    kms.deny("acme");
    TenantCipher later = cipher(KmsMasterKeys.shared(client, arn));
    assertThatThrownBy(() -> as(ACME, () -> later.decrypt(FIELD, stored.bytes())))
        .isInstanceOf(TenantKeyRefusedException.class);
    kms.state(arn, "Disabled");
    assertThatThrownBy(() -> as(GLOBEX, () -> later.encrypt(FIELD, "gout")))
        .isInstanceOf(TenantKeyRefusedException.class);
  }

  private TenantCipher cipher(MasterKeys masterKeys) {
    return TenantCipher.of(TenantDataKeys.builder(store, masterKeys).build());
  }

  private static KmsClient client(URI endpoint) {
    return KmsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
        .httpClient(UrlConnectionHttpClient.create())
        .overrideConfiguration(
            options ->
                options
                    .retryStrategy(DefaultRetryStrategy.doNotRetry())
                    .apiCallTimeout(Duration.ofSeconds(5)))
        .build();
  }
}
