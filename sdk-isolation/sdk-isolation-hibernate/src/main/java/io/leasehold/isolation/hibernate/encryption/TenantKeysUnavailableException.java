package io.leasehold.isolation.hibernate.encryption;

import org.jspecify.annotations.Nullable;

/**
 * The keys cannot be had now. It says nothing about whether they exist; the answer to a caller is
 * "503, try again".
 */
public final class TenantKeysUnavailableException extends TenantEncryptionException {

  /**
   * Creates the exception.
   *
   * @param cause why they cannot be had
   */
  public TenantKeysUnavailableException(@Nullable Throwable cause) {
    super(
        "LH-ISO-322",
        "the encryption keys cannot be reached, so nothing was read or written; try again later",
        cause);
  }
}
