package io.leasehold.isolation.testkit.http;

/** What keeps the enforcement from saying yes without knowing. Only a test takes one away. */
enum Guard {
  /** A request counts as that of a session only if it is signed with the session's secret. */
  SIGNATURE,
  /** A condition key that nobody looked for in the request does not count as missing. */
  KEYS,
  /** An operation that is not read is let through for nobody who may be allowed its action. */
  OPERATIONS
}
