package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.apikey.VerifiedApiKey;
import java.security.Principal;
import java.util.Objects;

/** The program that presented a good API key. Immutable and thread-safe. */
public final class ApiKeyPrincipal implements Principal {

  private final VerifiedApiKey key;

  /** Creates the caller. */
  public ApiKeyPrincipal(VerifiedApiKey key) {
    this.key = Objects.requireNonNull(key, "key");
  }

  /** What is known of the key. */
  public VerifiedApiKey key() {
    return key;
  }

  /** {@code api-key:} and the public part of the key. */
  @Override
  public String getName() {
    return key.principalName();
  }

  /** The name. */
  @Override
  public String toString() {
    return getName();
  }
}
