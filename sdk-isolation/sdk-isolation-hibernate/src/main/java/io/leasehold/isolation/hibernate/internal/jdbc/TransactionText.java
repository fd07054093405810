package io.leasehold.isolation.hibernate.internal.jdbc;

import java.util.List;

/**
 * Recognises SQL text that may end the transaction behind the back of {@link
 * java.sql.Connection#commit()}. Too many hits cost one more set_config each; a miss shows no rows
 * until the next transaction, never another tenant's.
 */
final class TransactionText {

  private static final List<String> WORDS =
      List.of(
          "commit", "rollback", "abort", "end", "begin", "start", "prepare", "reset", "discard");

  private TransactionText() {}

  /** Whether a call with these arguments hands SQL text over that may end the transaction. */
  static boolean mayEnd(Object[] arguments) {
    return arguments.length > 0 && arguments[0] instanceof String sql && mayEnd(sql);
  }

  // By hand, because all SQL comes here, and an expression would look at each letter in turn.
  static boolean mayEnd(String sql) {
    // After a statement, a comment of one line, a comment.
    return startsAt(sql, 0)
        || startsAfter(sql, ';')
        || startsAfter(sql, '\n')
        || startsAfter(sql, '/');
  }

  private static boolean startsAfter(String sql, char mark) {
    for (int i = sql.indexOf(mark); i >= 0; i = sql.indexOf(mark, i + 1)) {
      if (startsAt(sql, i + 1)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsAt(String sql, int from) {
    int at = from;
    while (at < sql.length() && Character.isWhitespace(sql.charAt(at))) {
      at++;
    }
    char first = at < sql.length() ? Character.toLowerCase(sql.charAt(at)) : ' ';
    for (String word : WORDS) {
      int end = at + word.length();
      if (first == word.charAt(0)
          && sql.regionMatches(true, at, word, 0, word.length())
          && (end == sql.length() || !isPartOfWord(sql.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPartOfWord(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }
}
