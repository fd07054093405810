package io.leasehold.isolation.testkit.http;

import java.util.List;

/**
 * What became of one request. Immutable.
 *
 * @param service the name in its signature, such as {@code dynamodb}; empty if it has none
 * @param operation such as {@code GetItem}; empty if it was not read
 * @param sessionArn who signed it; empty if that is not established
 * @param needed what it needs; empty if it was not read
 * @param outcome what became of it
 * @param message why it was refused; empty if it was not
 */
public record EnforcedCall(
    String service,
    String operation,
    String sessionArn,
    List<NeededPermission> needed,
    Outcome outcome,
    String message) {

  /** What may become of a request. */
  public enum Outcome {
    /** The policies allow all it needs. */
    ALLOWED,
    /** They do not. */
    DENIED,
    /** It is not signed by a session that is known here, or wrongly. */
    NOT_AUTHENTIC,
    /** It could not be read completely, see {@link UnreadableRequestException}. */
    UNREADABLE
  }

  /** Copies. */
  public EnforcedCall {
    needed = List.copyOf(needed);
  }
}
