package io.leasehold.provisioning.account.spi;

import java.util.Objects;

/**
 * An account that shall exist. The cloud has no idempotency token for creations, so both values are
 * unique and serve as the key: after a crash the account is looked for by them.
 *
 * @param email the address of its root user, unique in all of AWS, 6 to 64 characters
 * @param name the display name, unique in the pool, at most 50 characters
 */
public record NewAccount(String email, String name) {

  /**
   * Validates the lengths.
   *
   * @throws IllegalArgumentException if AWS would refuse the length
   */
  public NewAccount {
    Objects.requireNonNull(email, "email");
    Objects.requireNonNull(name, "name");
    if (email.length() < 6 || email.length() > 64 || email.indexOf('@') < 1) {
      throw new IllegalArgumentException("an account e-mail address has 6 to 64 characters and @");
    }
    if (name.isBlank() || name.length() > 50) {
      throw new IllegalArgumentException("an account name has 1 to 50 characters");
    }
  }
}
