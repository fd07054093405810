package io.leasehold.isolation.proof;

/**
 * A text that stands for itself where a policy takes patterns and variables. The second line of
 * defence: no id that the grammar of tenants lets through needs any of it. Immutable.
 *
 * @param text as it is meant
 */
record IamLiteral(String text) {

  private static final char HIGHEST = '\u00FF';

  /**
   * Checks that there is a way to write it.
   *
   * @throws IamLiteralException if IAM takes no such character, or it would part what it is put
   *     into: an ARN, a path
   */
  IamLiteral {
    if (text.isEmpty() || text.equals(".") || text.equals("..")) {
      throw new IamLiteralException("it is empty or a dot segment");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > HIGHEST || Character.isISOControl(c)) {
        throw new IamLiteralException("IAM does not take its character %04x".formatted((int) c));
      }
      if (c == '/' || c == ':') {
        throw new IamLiteralException("a slash or a colon parts an ARN");
      }
    }
  }

  /**
   * The same, to be followed by one of these characters, which would then not be the first.
   *
   * @throws IamLiteralException if it contains one of them
   */
  IamLiteral before(String delimiters) {
    if (text.chars().anyMatch(c -> delimiters.indexOf(c) >= 0)) {
      throw new IamLiteralException("it contains what is to end it, one of " + delimiters);
    }
    return this;
  }

  /** How it is written inside a JSON text of a policy of version 2012-10-17. */
  String written() {
    StringBuilder written = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '*', '?', '$' -> written.append("${").append(c).append('}');
        case '"', '\\' -> written.append('\\').append(c);
        default -> written.append(c);
      }
    }
    return written.toString();
  }
}
