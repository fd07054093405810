package io.leasehold.localaws.internal.access;

import java.util.Optional;

/**
 * An access key with its secret, and who it speaks for at this moment.
 *
 * @param sessionToken the token that must come along; empty for a long-lived key
 */
public record AccessKey(
    String id, String secret, Optional<String> sessionToken, Principal principal) {

  @Override
  public String toString() {
    return "AccessKey[" + id + " of " + principal.arn() + "]";
  }
}
