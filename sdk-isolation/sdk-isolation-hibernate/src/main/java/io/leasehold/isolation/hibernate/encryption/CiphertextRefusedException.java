package io.leasehold.isolation.hibernate.encryption;

import org.jspecify.annotations.Nullable;

/**
 * What was to be decrypted is no ciphertext, or was not made for this tenant and field, or was
 * changed. Which of these is not told: it cannot be known.
 */
public final class CiphertextRefusedException extends TenantEncryptionException {

  CiphertextRefusedException(EncryptedField field, @Nullable Throwable cause) {
    super(
        "LH-ISO-320",
        "the value of "
            + field.name()
            + " was not encrypted for this tenant and this field, or was changed since; look for"
            + " rows that were copied, or written past the application",
        cause);
  }
}
