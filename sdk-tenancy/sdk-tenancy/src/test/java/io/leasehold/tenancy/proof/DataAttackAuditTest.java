package io.leasehold.tenancy.proof;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Each attack through Hibernate has a test, and the page about them names it. That the verdicts on
 * the page are what happens is asked, attack by attack, where the attacks are.
 */
class DataAttackAuditTest extends ProofTableContract {

  DataAttackAuditTest() {
    super(
        "docs/isolation/data-attacks.md",
        "hibernate-",
        attacks().toList(),
        Pattern.compile("nothing|refused: .+"));
  }

  static Stream<String> attacks() {
    return Stream.of(
        "find",
        "native-query",
        "native-entity-query",
        "first-level-cache",
        "flush",
        "disable-filter",
        "reference",
        "lazy-read",
        "join-fetch",
        "bulk-update",
        "bulk-delete",
        "insert",
        "stateless-update",
        "stateless-update-with-its-tenant",
        "stateless-upsert",
        "stateless-upsert-with-its-tenant",
        "stateless-delete",
        "stateless-delete-with-its-tenant",
        "upsert-of-a-new-row",
        "merge",
        "merge-with-its-tenant",
        "sql-in-hql",
        "change-of-tenant",
        "persist-for-another",
        "session-of-nobody",
        "session-of-an-empty-name",
        "session-of-another",
        "session-of-a-root");
  }
}
