package io.leasehold.isolation.proof;

/** How a condition key looks in a request that touches another tenant's data. */
public sealed interface KeyShape {

  /** The request lacks the key. */
  record Absent() implements KeyShape {}

  /**
   * The key has one value.
   *
   * @param pattern a glob, with {@code {T}} for the tenant whose data is touched
   * @param prefixes whether every beginning of such a value touches the data as well, as the prefix
   *     of a listing does
   */
  record Single(String pattern, boolean prefixes) implements KeyShape {}

  /**
   * The key has several values, at least one of which fits.
   *
   * @param pattern a glob, with {@code {T}} for the tenant whose data is touched
   */
  record AmongSeveral(String pattern) implements KeyShape {}

  /** The request lacks the key. */
  static KeyShape absent() {
    return new Absent();
  }

  /** The key has one value that fits the glob. */
  static KeyShape single(String pattern) {
    return new Single(pattern, false);
  }

  /** The key has one value that fits the glob or is the beginning of one that does. */
  static KeyShape beginningOf(String pattern) {
    return new Single(pattern, true);
  }

  /** One of the key's values fits the glob. */
  static KeyShape amongSeveral(String pattern) {
    return new AmongSeveral(pattern);
  }
}
