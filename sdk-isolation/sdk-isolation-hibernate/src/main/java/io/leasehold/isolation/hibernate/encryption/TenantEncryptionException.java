package io.leasehold.isolation.hibernate.encryption;

import io.leasehold.isolation.hibernate.RowIsolationException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something was neither encrypted nor decrypted. What kind of answer it is, the subclasses say:
 * refused, destroyed, or not available now.
 */
public abstract sealed class TenantEncryptionException extends RowIsolationException
    permits CiphertextRefusedException,
        TenantKeyDestroyedException,
        TenantKeyRefusedException,
        TenantKeysUnavailableException {

  /**
   * Creates the exception.
   *
   * @param code the stable code
   * @param message what happened and the way out; never a key, a plaintext or another tenant's data
   * @param cause what made it happen, if anything
   */
  protected TenantEncryptionException(String code, String message, @Nullable Throwable cause) {
    super(code, message);
    if (cause != null) {
      initCause(cause);
    }
  }

  /**
   * The exception of this library inside another one: Hibernate wraps what an attribute converter
   * throws.
   */
  public static Optional<TenantEncryptionException> in(Throwable thrown) {
    Throwable at = thrown;
    for (int depth = 0; at != null && depth < 100; depth++) {
      if (at instanceof TenantEncryptionException found) {
        return Optional.of(found);
      }
      at = at.getCause();
    }
    return Optional.empty();
  }
}
