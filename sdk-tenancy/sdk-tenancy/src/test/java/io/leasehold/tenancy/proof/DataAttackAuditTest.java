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
        "session-of-a-root",
        "criteria",
        "natural-id",
        "multi-load",
        "batch-load",
        "entity-graph",
        "lock",
        "refresh",
        "replicate",
        "elements",
        "element-for-another",
        "element-of-a-foreign-row",
        "join-table",
        "join-table-to-a-foreign-row",
        "subclass-table",
        "subclass",
        "unmarked-entity",
        "unmarked-entity-written",
        "subselect",
        "formula",
        "restriction",
        "named-native-query",
        "function",
        "stored-procedure",
        "definer-function",
        "work",
        "unwrapped-work",
        "metadata-of-work",
        "native-update",
        "native-delete",
        "row-security-off",
        "table-altered",
        "second-session",
        "scroll",
        "stream",
        "stateless-get",
        "stateless-insert",
        "stateless-native-query");
  }
}
