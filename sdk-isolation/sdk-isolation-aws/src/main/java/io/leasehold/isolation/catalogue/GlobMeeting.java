package io.leasehold.isolation.catalogue;

/** Whether two patterns of {@code *} and {@code ?} have a text in common. */
final class GlobMeeting {

  private GlobMeeting() {}

  static boolean meet(String one, String other) {
    // meet[j]: whether what is left of the one, from i, meets what is left of the other, from j.
    boolean[] below = new boolean[other.length() + 1];
    for (int i = one.length(); i >= 0; i--) {
      boolean[] meet = new boolean[other.length() + 1];
      for (int j = other.length(); j >= 0; j--) {
        boolean oneEnded = i == one.length();
        boolean otherEnded = j == other.length();
        if (oneEnded && otherEnded) {
          meet[j] = true;
        } else if (!oneEnded && one.charAt(i) == '*') {
          meet[j] = below[j] || (!otherEnded && meet[j + 1]);
        } else if (!otherEnded && other.charAt(j) == '*') {
          meet[j] = meet[j + 1] || (!oneEnded && below[j]);
        } else if (!oneEnded && !otherEnded && fit(one.charAt(i), other.charAt(j))) {
          meet[j] = below[j + 1];
        }
      }
      below = meet;
    }
    return below[0];
  }

  private static boolean fit(char one, char other) {
    return one == other || one == '?' || other == '?';
  }
}
