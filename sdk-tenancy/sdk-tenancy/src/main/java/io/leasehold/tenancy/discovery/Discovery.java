package io.leasehold.tenancy.discovery;

import java.time.Duration;

/** What comes of asking where to sign in. There is no "no such tenant" among it. */
public sealed interface Discovery {

  /**
   * Sign in there.
   *
   * @param target where
   */
  record Answer(LoginTarget target) implements Discovery {}

  /** What was typed is no name, host or e-mail address; nothing was looked up. */
  record Malformed() implements Discovery {}

  /**
   * The caller asks too often; nothing was looked up.
   *
   * @param retryAfter when to come back
   */
  record TooManyRequests(Duration retryAfter) implements Discovery {}

  /**
   * The directory cannot be asked.
   *
   * @param retryAfter when to come back
   */
  record Unavailable(Duration retryAfter) implements Discovery {}
}
