package io.leasehold.isolation.hibernate;

/** Hibernate is configured, or of a version, so that isolation would have a hole. */
public final class UnsafeConfigurationException extends RowIsolationException {

  /**
   * Creates the exception.
   *
   * @param message which setting, and the way out
   */
  public UnsafeConfigurationException(String message) {
    super("LH-ISO-203", message);
  }
}
