package io.leasehold.isolation.hibernate.encryption;

import java.nio.charset.StandardCharsets;

/** A text that is encrypted in its column; see {@link EncryptedAttribute}. Thread-safe. */
public abstract class EncryptedText extends EncryptedAttribute<String> {

  /**
   * A converter of one column.
   *
   * @param cipher encrypts
   * @param field the table and column, such as {@code labs.patient.diagnosis}
   */
  protected EncryptedText(TenantCipher cipher, String field) {
    super(cipher, field);
  }

  @Override
  protected final byte[] toBytes(String value) {
    return TenantCipher.utf8(value);
  }

  @Override
  protected final String fromBytes(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
