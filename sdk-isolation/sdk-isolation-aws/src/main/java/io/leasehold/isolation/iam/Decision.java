package io.leasehold.isolation.iam;

/** What the evaluation of a request came to. Immutable. */
public sealed interface Decision {

  /** Why, in words for a person; its form is not stable. */
  String explanation();

  /** Whether the request may go ahead. */
  default boolean allowed() {
    return this instanceof Allowed;
  }

  /**
   * The request may go ahead.
   *
   * @param explanation which policy grants it
   */
  record Allowed(String explanation) implements Decision {}

  /**
   * The request may not go ahead.
   *
   * @param explicit true when a statement denies it, false when none allows it
   * @param explanation begins like AWS's own messages ({@code no session policy allows the
   *     dynamodb:GetItem action}) and goes on with the statement that came closest
   */
  record Denied(boolean explicit, String explanation) implements Decision {}
}
