package io.leasehold.tenancy.domain;

/** Text from elsewhere, made fit to be kept and shown: one line, of a bounded length. */
final class PlainText {

  private static final int LONGEST = 500;

  private PlainText() {}

  static String of(String text) {
    String bounded = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    return bounded.replaceAll("\\p{Cntrl}", " ");
  }
}
