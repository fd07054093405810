package io.leasehold.isolation.testkit.data;

import java.io.Serial;

/**
 * The kit was not told enough: {@code LH-ISO-350} no seed, {@code LH-ISO-351} the seed leaves no
 * row, {@code LH-ISO-352} something is named that is not there, {@code LH-ISO-353} a description of
 * routes cannot be read.
 */
public final class DataKitException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  private final String code;

  DataKitException(String code, String message) {
    super(code + ": " + message);
    this.code = code;
  }

  /** The stable code of the situation. */
  public String code() {
    return code;
  }
}
