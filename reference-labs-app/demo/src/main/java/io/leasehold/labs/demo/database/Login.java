package io.leasehold.labs.demo.database;

import java.util.Objects;

/**
 * A database role with its password. {@link #toString()} keeps the password to itself.
 *
 * @param user the role
 * @param password its password
 */
public record Login(String user, String password) {

  /** Requires both. */
  public Login {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
  }

  @Override
  public String toString() {
    return "Login[" + user + "]";
  }
}
