package io.leasehold.tenancy.internal;

/**
 * The grammar of names in lower-case ASCII, by hand: it is asked several times in every request.
 */
public final class DnsNames {

  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_NAME = 253;

  private DnsNames() {}

  /** Whether the text is 1 to 63 characters out of a-z, 0-9 and inner "-". */
  public static boolean isLabel(String text) {
    return isLabel(text, 0, text.length());
  }

  /** Whether the text is labels with a dot between each two, 253 characters at most. */
  public static boolean isName(String text) {
    if (text.length() > LONGEST_NAME) {
      return false;
    }
    int start = 0;
    for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', start)) {
      if (!isLabel(text, start, dot)) {
        return false;
      }
      start = dot + 1;
    }
    return isLabel(text, start, text.length());
  }

  private static boolean isLabel(String text, int start, int end) {
    if (end <= start || end - start > LONGEST_LABEL) {
      return false;
    }
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!alphanumeric && (c != '-' || i == start || i == end - 1)) {
        return false;
      }
    }
    return true;
  }
}
