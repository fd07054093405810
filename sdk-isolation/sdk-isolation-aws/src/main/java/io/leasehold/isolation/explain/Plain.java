package io.leasehold.isolation.explain;

/** Makes texts from outside fit for a log line. */
final class Plain {

  private static final int LONGEST = 512;

  private Plain() {}

  static String text(String any) {
    String cut = any.length() > LONGEST ? any.substring(0, LONGEST) + "..." : any;
    StringBuilder plain = new StringBuilder(cut.length());
    // Latin-1 without controls: neither line ends nor marks that reorder what a person reads.
    cut.chars().forEach(c -> plain.append(isPlain(c) ? (char) c : '?'));
    return plain.toString();
  }

  private static boolean isPlain(int c) {
    return (c >= 0x20 && c < 0x7f) || (c > 0xa0 && c <= 0xff && c != 0xad);
  }
}
