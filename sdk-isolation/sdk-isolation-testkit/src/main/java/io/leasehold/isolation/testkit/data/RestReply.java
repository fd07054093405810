package io.leasehold.isolation.testkit.data;

import java.util.Set;

/**
 * What came back.
 *
 * @param status the status
 * @param headers the names of the headers that say something about the answer; those that every
 *     answer has, or has at random, may be left out
 * @param body the whole body, or an empty text
 */
public record RestReply(int status, Set<String> headers, String body) {

  /** Copies the names. */
  public RestReply {
    headers = Set.copyOf(headers);
  }
}
