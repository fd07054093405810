package io.leasehold.tenancy.config;

import io.leasehold.tenancy.TenancyException;
import org.jspecify.annotations.Nullable;

/**
 * A setting cannot be used. The message names the key and where it was read, never its value, which
 * may be private.
 */
public final class TenantConfigException extends TenancyException {

  static final String MISSING = "LH-TEN-050";
  static final String UNREADABLE = "LH-TEN-051";
  static final String SECRET = "LH-TEN-052";
  static final String NOT_ALLOWED = "LH-TEN-053";

  TenantConfigException(String code, String message) {
    super(code, message);
  }

  private TenantConfigException(String code, String message, Throwable cause) {
    super(code, message, cause);
  }

  static TenantConfigException missing(String key) {
    return new TenantConfigException(
        MISSING,
        "the setting '"
            + key
            + "' is set nowhere: give it a default in the application's configuration, or ask with"
            + " find(...)");
  }

  static TenantConfigException unreadable(
      String key, String layer, Class<?> type, @Nullable Throwable cause) {
    // Of the cause only its kind: its message quotes the value.
    String kind = cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")";
    return new TenantConfigException(
        UNREADABLE,
        "the setting '"
            + key
            + "' as set "
            + layer
            + " is no "
            + type.getSimpleName()
            + kind
            + ": correct it there");
  }

  static TenantConfigException secret(String key, String problem) {
    return new TenantConfigException(SECRET, "the setting '" + key + "' " + problem);
  }

  static TenantConfigException secretUnavailable(String key, RuntimeException cause) {
    return new TenantConfigException(
        SECRET, "the secret of the setting '" + key + "' cannot be read now", cause);
  }

  /**
   * A tenant may not set the key.
   *
   * @param key not repeated unless it is a plain key
   */
  public static TenantConfigException notAllowed(String key) {
    String shown = TenantKeys.KEY.matcher(key).matches() ? "'" + key + "'" : "of that name";
    return new TenantConfigException(
        NOT_ALLOWED,
        "a tenant may not set the key " + shown + ": it is the operator's, or no key at all");
  }
}
