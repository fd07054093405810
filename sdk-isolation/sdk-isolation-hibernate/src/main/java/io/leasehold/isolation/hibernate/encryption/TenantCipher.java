package io.leasehold.isolation.hibernate.encryption;

import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts and decrypts for the tenant in scope. What was encrypted for one tenant and field opens
 * for no other, and nowhere if it was changed. Thread-safe.
 *
 * <pre>{@code
 * EncryptedField DIAGNOSIS = EncryptedField.of("labs.patient.diagnosis");
 * byte[] stored = cipher.encrypt(DIAGNOSIS, "asthma").bytes();
 * }</pre>
 *
 * <p>All methods throw {@link io.leasehold.tenancy.TenantRequiredException} without a tenant in
 * scope, {@link TenantKeysUnavailableException} while keys cannot be had, {@link
 * TenantKeyDestroyedException} after they were shredded, and {@link TenantKeyRefusedException} if
 * the master key does not open them. Nothing is ever passed through unencrypted.
 */
public final class TenantCipher {

  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int TAG_BITS = 128;
  private static final int HALF = Ciphertext.NONCE_LENGTH / 2;

  private final TenantDataKeys keys;
  private final Binding binding;
  private final SecureRandom random = new SecureRandom();

  /** With another binding than to everything only in the sabotage test. */
  TenantCipher(TenantDataKeys keys, Binding binding) {
    this.keys = Objects.requireNonNull(keys, "keys");
    this.binding = binding;
  }

  /** A cipher with these keys. */
  public static TenantCipher of(TenantDataKeys keys) {
    return new TenantCipher(keys, Binding.TO_ALL);
  }

  /** Encrypts; two times the same value gives two ciphertexts. */
  public Ciphertext encrypt(EncryptedField field, byte[] value) {
    TenantId tenant = TenantContext.require().id();
    CipherSuite suite = CipherSuite.AES_256_GCM;
    byte[] nonce = new byte[Ciphertext.NONCE_LENGTH];
    random.nextBytes(nonce);
    TenantDataKeys.Derived key = keys.newest(tenant, KeyPurpose.DATA, derivation(suite, nonce));
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key.key(), nonce);
      cipher.updateAAD(binding.of(tenant, field, suite, key.version()));
      return Ciphertext.of(suite, key.version(), nonce, cipher.doFinal(value));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + TRANSFORMATION, e);
    }
  }

  /**
   * Encrypts a text.
   *
   * @throws IllegalArgumentException if it is no well-formed Unicode, which would not come back
   */
  public Ciphertext encrypt(EncryptedField field, String text) {
    byte[] value = utf8(text);
    try {
      return encrypt(field, value);
    } finally {
      Arrays.fill(value, (byte) 0);
    }
  }

  /**
   * Decrypts.
   *
   * @throws CiphertextRefusedException if it is no ciphertext, or was not made for this tenant and
   *     field, or was changed
   */
  public byte[] decrypt(EncryptedField field, byte[] stored) {
    return decrypt(
        field,
        Ciphertext.read(stored).orElseThrow(() -> new CiphertextRefusedException(field, null)));
  }

  /** Decrypts what was read; see {@link #decrypt(EncryptedField, byte[])}. */
  public byte[] decrypt(EncryptedField field, Ciphertext ciphertext) {
    TenantId tenant = TenantContext.require().id();
    CipherSuite suite = ciphertext.suite();
    byte[] nonce = ciphertext.nonce();
    byte[] key =
        keys.derive(tenant, KeyPurpose.DATA, ciphertext.keyVersion(), derivation(suite, nonce))
            .orElseThrow(() -> new CiphertextRefusedException(field, null));
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce);
      cipher.updateAAD(binding.of(tenant, field, suite, ciphertext.keyVersion()));
      return cipher.doFinal(ciphertext.body());
    } catch (AEADBadTagException e) {
      throw new CiphertextRefusedException(field, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + TRANSFORMATION, e);
    }
  }

  /** Decrypts a text; see {@link #decrypt(EncryptedField, byte[])}. */
  public String decryptText(EncryptedField field, byte[] stored) {
    return new String(decrypt(field, stored), StandardCharsets.UTF_8);
  }

  /**
   * The same value under the newest key, for the job that follows a rotation; empty if it is under
   * that already.
   *
   * @throws CiphertextRefusedException like {@link #decrypt(EncryptedField, byte[])}
   */
  public Optional<Ciphertext> renew(EncryptedField field, byte[] stored) {
    Ciphertext ciphertext =
        Ciphertext.read(stored).orElseThrow(() -> new CiphertextRefusedException(field, null));
    if (ciphertext.keyVersion() >= keys.version()) {
      return Optional.empty();
    }
    byte[] value = decrypt(field, ciphertext);
    try {
      return Optional.of(encrypt(field, value));
    } finally {
      Arrays.fill(value, (byte) 0);
    }
  }

  /**
   * 32 bytes that are the same for the same text, tenant and field, and tell nothing else: put them
   * into a column beside the ciphertext to find a value by equality. Whoever reads the table sees
   * which rows of a tenant have equal values, and how often; not so across tenants. A value that
   * can be guessed should not be findable.
   *
   * @param text in the one form in which it is looked for, such as lower case
   * @throws IllegalArgumentException if it is no well-formed Unicode
   */
  public byte[] searchKey(EncryptedField field, String text) {
    Binding.Texts message = new Binding.Texts("leasehold.search");
    message.add(field.name());
    message.add(utf8(text));
    return keys.newest(TenantContext.require().id(), KeyPurpose.SEARCH, message.bytes()).key();
  }

  private static byte[] derivation(CipherSuite suite, byte[] nonce) {
    Binding.Texts message = new Binding.Texts("leasehold.derivation");
    message.add(suite.name());
    message.add(Arrays.copyOf(nonce, HALF));
    return message.bytes();
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
    try {
      Cipher cipher = Cipher.getInstance(TRANSFORMATION);
      cipher.init(
          mode,
          new SecretKeySpec(key, "AES"),
          new GCMParameterSpec(TAG_BITS, nonce, HALF, nonce.length - HALF));
      return cipher;
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  static byte[] utf8(String text) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] exact = new byte[bytes.remaining()];
      bytes.get(exact);
      return exact;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a text to be encrypted is not well-formed Unicode", e);
    }
  }
}
