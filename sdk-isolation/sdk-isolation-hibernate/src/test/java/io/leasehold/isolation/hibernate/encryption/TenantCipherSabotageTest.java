package io.leasehold.isolation.hibernate.encryption;

import static io.leasehold.isolation.hibernate.encryption.Who.ACME;
import static io.leasehold.isolation.hibernate.encryption.Who.GLOBEX;
import static io.leasehold.isolation.hibernate.encryption.Who.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.TenantId;
import org.junit.jupiter.api.Test;

/**
 * A tenant's key and the binding to the tenant are two locks; without both, the attack succeeds.
 */
class TenantCipherSabotageTest {

  private static final EncryptedField FIELD = EncryptedField.of("labs.patient.diagnosis");
  private static final Binding TO_NOTHING = (tenant, field, suite, version) -> new byte[0];

  /** The same key for everybody, as when there is one for the whole application. */
  private static final class OneKeyForAll implements MasterKeys {
    @Override
    public NewDataKey generate(TenantId tenant, KeyPurpose purpose) {
      return new NewDataKey(new byte[32], new WrappedKey("one", new byte[1]));
    }

    @Override
    public byte[] open(TenantId tenant, KeyPurpose purpose, WrappedKey key) {
      return "0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  @Test
  void withOneKeyAndNoBindingATenantReadsAnothersValue() {
    assertThat(stolen(new OneKeyForAll(), TO_NOTHING)).isEqualTo("secret of globex");
  }

  @Test
  void theBindingAloneKeepsItOut() {
    assertThatThrownBy(() -> stolen(new OneKeyForAll(), Binding.TO_ALL))
        .isInstanceOf(CiphertextRefusedException.class);
  }

  @Test
  void theKeyAloneKeepsItOut() {
    assertThatThrownBy(() -> stolen(LocalMasterKeys.random(), TO_NOTHING))
        .isInstanceOf(CiphertextRefusedException.class);
  }

  @Test
  void withoutTheBindingAValueOpensInAnotherColumn() {
    TenantCipher cipher = cipher(LocalMasterKeys.random(), TO_NOTHING);
    Ciphertext moved = as(ACME, () -> cipher.encrypt(FIELD, "asthma"));
    EncryptedField address = EncryptedField.of("labs.patient.address");
    assertThat(as(ACME, () -> cipher.decryptText(address, moved.bytes()))).isEqualTo("asthma");
  }

  private static String stolen(MasterKeys masterKeys, Binding binding) {
    TenantCipher cipher = cipher(masterKeys, binding);
    Ciphertext theirs = as(GLOBEX, () -> cipher.encrypt(FIELD, "secret of globex"));
    as(ACME, () -> cipher.encrypt(FIELD, "mine"));
    return as(ACME, () -> cipher.decryptText(FIELD, theirs.bytes()));
  }

  private static TenantCipher cipher(MasterKeys masterKeys, Binding binding) {
    return new TenantCipher(
        TenantDataKeys.builder(new MemoryKeyStore(), masterKeys).build(), binding);
  }
}
