package io.leasehold.isolation.hibernate.encryption;

import io.leasehold.tenancy.TenantId;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One master key in the memory of this process, for tests and development: whoever reads the memory
 * or the configuration has everybody's keys, and nobody keeps a record of who opened which.
 * Thread-safe.
 */
public final class LocalMasterKeys implements MasterKeys {

  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int TAG_BITS = 128;
  private static final int NONCE = 12;

  private final String name;
  private final byte[] key;
  private final SecureRandom random = new SecureRandom();

  private LocalMasterKeys(String name, byte[] key) {
    this.name = Objects.requireNonNull(name, "name");
    this.key = DataKey.requireLength(key.clone());
  }

  /**
   * Master keys of this key.
   *
   * @param name what is stored beside the keys that it wraps, for operators
   * @param key 32 random bytes
   * @throws IllegalArgumentException if there are not 32
   */
  public static LocalMasterKeys of(String name, byte[] key) {
    return new LocalMasterKeys(name, key);
  }

  /** Master keys of a random key, which is gone with the process. */
  public static LocalMasterKeys random() {
    byte[] key = new byte[DataKey.LENGTH];
    new SecureRandom().nextBytes(key);
    return new LocalMasterKeys("random", key);
  }

  @Override
  public NewDataKey generate(TenantId tenant, KeyPurpose purpose) {
    byte[] plain = new byte[DataKey.LENGTH];
    random.nextBytes(plain);
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      byte[] body = cipher(Cipher.ENCRYPT_MODE, nonce, tenant, purpose).doFinal(plain);
      byte[] wrapped = Arrays.copyOf(nonce, NONCE + body.length);
      System.arraycopy(body, 0, wrapped, NONCE, body.length);
      return new NewDataKey(plain, new WrappedKey(name, wrapped));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + TRANSFORMATION, e);
    }
  }

  @Override
  public byte[] open(TenantId tenant, KeyPurpose purpose, WrappedKey wrapped) {
    byte[] bytes = wrapped.bytes();
    if (bytes.length != NONCE + DataKey.LENGTH + TAG_BITS / Byte.SIZE) {
      throw new TenantKeyRefusedException(tenant, null);
    }
    try {
      return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, NONCE), tenant, purpose)
          .doFinal(bytes, NONCE, bytes.length - NONCE);
    } catch (AEADBadTagException e) {
      throw new TenantKeyRefusedException(tenant, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + TRANSFORMATION, e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, TenantId tenant, KeyPurpose purpose)
      throws GeneralSecurityException {
    Binding.Texts bound = new Binding.Texts("leasehold.key");
    bound.add(tenant.value());
    bound.add(purpose.name());
    Cipher cipher = Cipher.getInstance(TRANSFORMATION);
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(bound.bytes());
    return cipher;
  }

  @Override
  public String toString() {
    return "LocalMasterKeys[" + name + "]";
  }
}
