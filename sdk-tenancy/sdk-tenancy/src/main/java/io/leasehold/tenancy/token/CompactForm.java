package io.leasehold.tenancy.token;

/**
 * The alphabet of a compact JWT. The parser skips characters that are not in it, so that one
 * signature could be written in as many ways as one likes.
 */
final class CompactForm {

  private CompactForm() {}

  static boolean isStrict(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean other = (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
      if (!letter && !other) {
        return false;
      }
    }
    return true;
  }
}
