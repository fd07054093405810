package io.leasehold.isolation.silo;

/**
 * Whether an ARN pattern takes in nothing but what another takes in. Part by part; a wildcard of
 * the first has to meet a star of the second. What it affirms is so; it may deny what is.
 */
final class ArnWithin {

  private static final int PARTS = 6;

  private ArnWithin() {}

  static boolean test(String pattern, String wider) {
    // What a variable stands for may be anything.
    String[] inner = pattern.replaceAll("\\$\\{[^}]*}", "*").split(":", PARTS);
    String[] outer = wider.split(":", PARTS);
    if (inner.length != PARTS || outer.length != PARTS) {
      return false;
    }
    for (int i = 0; i < PARTS; i++) {
      if (!within(inner[i], 0, outer[i], 0)) {
        return false;
      }
    }
    return true;
  }

  private static boolean within(String inner, int i, String outer, int o) {
    if (o == outer.length()) {
      return i == inner.length();
    }
    if (outer.charAt(o) == '*') {
      return within(inner, i, outer, o + 1)
          || (i < inner.length() && within(inner, i + 1, outer, o));
    }
    if (i == inner.length() || inner.charAt(i) == '*') {
      return false;
    }
    boolean same = outer.charAt(o) == '?' || inner.charAt(i) == outer.charAt(o);
    return same && within(inner, i + 1, outer, o + 1);
  }
}
