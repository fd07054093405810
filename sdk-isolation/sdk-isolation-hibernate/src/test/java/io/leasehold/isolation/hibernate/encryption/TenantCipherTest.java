package io.leasehold.isolation.hibernate.encryption;

import static io.leasehold.isolation.hibernate.encryption.Who.ACME;
import static io.leasehold.isolation.hibernate.encryption.Who.GLOBEX;
import static io.leasehold.isolation.hibernate.encryption.Who.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantScopes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was encrypted opens for its own tenant and field, and for nobody and nowhere else. */
class TenantCipherTest {

  private static final EncryptedField DIAGNOSIS = EncryptedField.of("labs.patient.diagnosis");
  private static final EncryptedField ADDRESS = EncryptedField.of("labs.patient.address");

  private final MemoryKeyStore store = new MemoryKeyStore();
  private final TenantDataKeys keys =
      TenantDataKeys.builder(store, LocalMasterKeys.random()).build();
  private final TenantCipher cipher = TenantCipher.of(keys);

  @ParameterizedTest
  @ValueSource(strings = {"", "asthma", "Zoë 🦄", "\u0000"})
  void whatWasEncryptedComesBack(String text) {
    Ciphertext stored = as(ACME, () -> cipher.encrypt(DIAGNOSIS, text));
    assertThat(as(ACME, () -> cipher.decryptText(DIAGNOSIS, stored.bytes()))).isEqualTo(text);
    assertThat(stored.bytes())
        .hasSize(text.getBytes(StandardCharsets.UTF_8).length + Ciphertext.OVERHEAD);
    assertThat(Ciphertext.read(stored.text())).contains(stored);
  }

  @Test
  void theSameTextIsEncryptedDifferentlyEachTime() {
    Ciphertext once = encrypted(ACME, "asthma");
    assertThat(encrypted(ACME, "asthma")).isNotEqualTo(once);
    assertThat(new String(once.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("asthma");
  }

  @Test
  @Tag("row-C5")
  void anotherTenantsCiphertextDoesNotOpen() {
    Ciphertext stolen = encrypted(GLOBEX, "secret of globex");
    assertRefused(ACME, DIAGNOSIS, stolen.bytes());
    // Nor when the thief has keys of the same version.
    encrypted(ACME, "mine");
    assertRefused(ACME, DIAGNOSIS, stolen.bytes());
  }

  @Test
  @Tag("row-C5")
  void anotherTenantsKeyDoesNotOpenEvenIfItIsCopiedIntoTheTable() {
    Ciphertext stolen = encrypted(GLOBEX, "secret of globex");
    // Somebody who may write the table gives acme the key of globex.
    var theirs = new MemoryKeyStore.Slot(GLOBEX.id(), KeyPurpose.DATA, 1);
    store.keys.put(new MemoryKeyStore.Slot(ACME.id(), KeyPurpose.DATA, 1), store.keys.get(theirs));
    assertThatThrownBy(() -> as(ACME, () -> cipher.decrypt(DIAGNOSIS, stolen.bytes())))
        .isInstanceOf(TenantKeyRefusedException.class)
        .hasMessageNotContaining("globex");
    assertThatThrownBy(() -> encrypted(ACME, "mine"))
        .as("nor does anything get encrypted with it")
        .isInstanceOf(TenantKeyRefusedException.class);
  }

  @Test
  void aValueMovedToAnotherColumnDoesNotOpen() {
    Ciphertext stored = encrypted(ACME, "asthma");
    assertRefused(ACME, ADDRESS, stored.bytes());
  }

  @Test
  void aValueBoundToARowOpensInNoOtherRow() {
    Ciphertext stored = as(ACME, () -> cipher.encrypt(DIAGNOSIS.inRow("7"), "asthma"));
    assertRefused(ACME, DIAGNOSIS.inRow("8"), stored.bytes());
    assertRefused(ACME, DIAGNOSIS, stored.bytes());
    assertThat(as(ACME, () -> cipher.decryptText(DIAGNOSIS.inRow("7"), stored.bytes())))
        .isEqualTo("asthma");
  }

  @Test
  void partsOfARowCannotPretendToBeOthers() {
    Ciphertext stored = as(ACME, () -> cipher.encrypt(DIAGNOSIS.inRow("ab", "c"), "asthma"));
    assertRefused(ACME, DIAGNOSIS.inRow("a", "bc"), stored.bytes());
    assertRefused(ACME, DIAGNOSIS.inRow("abc"), stored.bytes());
  }

  @Test
  void whateverByteIsChangedItDoesNotOpen() {
    byte[] stored = encrypted(ACME, "asthma").bytes();
    for (int i = 0; i < stored.length; i++) {
      byte[] changed = stored.clone();
      changed[i] ^= 1;
      assertRefused(ACME, DIAGNOSIS, changed);
    }
    for (int length = 0; length < stored.length; length++) {
      assertRefused(ACME, DIAGNOSIS, java.util.Arrays.copyOf(stored, length));
    }
  }

  @Test
  void aPlainValueInTheColumnIsRefusedAndNotHandedOut() {
    assertRefused(
        ACME,
        DIAGNOSIS,
        "Left over from the time before encryption, long enough to be one"
            .getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void withoutATenantNothingIsEncryptedOrDecrypted() {
    Ciphertext stored = encrypted(ACME, "asthma");
    assertThatThrownBy(() -> cipher.encrypt(DIAGNOSIS, "asthma"))
        .isInstanceOf(TenantRequiredException.class);
    TenantScopes.run(
        new TenantScope.Platform("report"),
        () -> {
          assertThatThrownBy(() -> cipher.decrypt(DIAGNOSIS, stored.bytes()))
              .isInstanceOf(TenantRequiredException.class);
          assertThatThrownBy(() -> cipher.searchKey(DIAGNOSIS, "asthma"))
              .isInstanceOf(TenantRequiredException.class);
        });
  }

  @Test
  void aTextThatIsNoUnicodeIsRefusedInsteadOfBecomingAnother() {
    assertThatThrownBy(() -> encrypted(ACME, "\uD800"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> as(ACME, () -> cipher.searchKey(DIAGNOSIS, "\uD800")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSearchKeyIsTheSameForTheSameTextOfTheSameTenantAndField() {
    byte[] key = searchKey(ACME, DIAGNOSIS, "asthma");
    assertThat(searchKey(ACME, DIAGNOSIS, "asthma")).isEqualTo(key).hasSize(32);
    assertThat(searchKey(ACME, DIAGNOSIS, "Asthma")).isNotEqualTo(key);
    assertThat(searchKey(ACME, ADDRESS, "asthma")).isNotEqualTo(key);
    assertThat(searchKey(GLOBEX, DIAGNOSIS, "asthma")).isNotEqualTo(key);
  }

  @Test
  void rotationEncryptsWithANewKeyAndStillReadsTheOld() {
    Ciphertext old = encrypted(ACME, "asthma");
    byte[] searchKey = searchKey(ACME, DIAGNOSIS, "asthma");
    assertThat(as(ACME, keys::rotate)).isEqualTo(2);
    Ciphertext fresh = encrypted(ACME, "asthma");
    assertThat(old.keyVersion()).isEqualTo(1);
    assertThat(fresh.keyVersion()).isEqualTo(2);
    assertThat(as(ACME, () -> cipher.decryptText(DIAGNOSIS, old.bytes()))).isEqualTo("asthma");
    assertThat(searchKey(ACME, DIAGNOSIS, "asthma")).as("still found").isEqualTo(searchKey);
  }

  @Test
  void aRetiredKeyTakesWithItWhatWasNotRenewed() {
    Ciphertext renewed = encrypted(ACME, "asthma");
    Ciphertext forgotten = encrypted(ACME, "gout");
    as(ACME, keys::rotate);
    Ciphertext fresh = as(ACME, () -> cipher.renew(DIAGNOSIS, renewed.bytes())).orElseThrow();
    assertThat(as(ACME, () -> cipher.renew(DIAGNOSIS, fresh.bytes()))).isEqualTo(Optional.empty());
    assertThatThrownBy(() -> as(ACME, () -> keys.retire(2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(as(ACME, () -> keys.retire(1))).isTrue();
    assertThat(as(ACME, () -> cipher.decryptText(DIAGNOSIS, fresh.bytes()))).isEqualTo("asthma");
    assertThatThrownBy(() -> as(ACME, () -> cipher.decrypt(DIAGNOSIS, forgotten.bytes())))
        .isInstanceOf(TenantKeyDestroyedException.class);
  }

  @Test
  void nothingShowsWhatIsSecret() {
    Ciphertext stored = encrypted(ACME, "asthma");
    assertThat(stored).hasToString("Ciphertext[AES_256_GCM, key version 1]");
    assertThat(store.keys.values().toString()).doesNotContain("[B@").contains("random");
  }

  private Ciphertext encrypted(Tenant tenant, String text) {
    return as(tenant, () -> cipher.encrypt(DIAGNOSIS, text));
  }

  private byte[] searchKey(Tenant tenant, EncryptedField field, String text) {
    return as(tenant, () -> cipher.searchKey(field, text));
  }

  private void assertRefused(Tenant tenant, EncryptedField field, byte[] stored) {
    assertThatThrownBy(() -> as(tenant, () -> cipher.decrypt(field, stored)))
        .isInstanceOf(CiphertextRefusedException.class)
        .hasMessageContaining(field.name());
  }
}
