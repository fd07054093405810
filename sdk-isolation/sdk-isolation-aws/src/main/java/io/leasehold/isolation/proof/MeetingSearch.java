package io.leasehold.isolation.proof;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a text that fits the policy of one tenant and the possessions of another.
 *
 * <p>Both patterns read the same text, so what one hole reads the other reads too while both are
 * open. The two tenants are the same only if their holes open and close at the same places; all
 * that has to be remembered is how far that is so. The walk therefore has finitely many states, and
 * when it ends without a meeting there is none, whatever the tenants are called.
 *
 * <p>It is exact where the holes begin at the same place, or at places where their first characters
 * already differ. Otherwise it may show a meeting of a tenant with itself, for one of two tenants
 * that are not told apart: the caller must not take that for none. Later holes of one pattern are
 * read as any tenant id, which is wider: the caller confirms.
 */
final class MeetingSearch {

  // How the two tenants compare so far. Above them: the first character of the one that began.
  private static final int NOT_BEGUN = 0;
  private static final int SAME = 1;
  private static final int DIFFERENT = 2;
  private static final int UNKNOWN = 3;
  private static final int ATTACKER_BEGAN = 4;

  // How far an open hole is: a tenant id begins and ends with a letter or digit.
  private static final int CLOSED = 0;
  private static final int AFTER_ALNUM = 1;
  private static final int AFTER_HYPHEN = 2;

  private static final int ENOUGH = 64;

  private final TenantPattern policy;
  private final TenantPattern touched;
  private final int[] mayStop;
  private final char[] alphabet;
  private final int policyHole;
  private final int touchedHole;

  private record Place(int p, int inP, int t, int inT, int tenants) {}

  private record Walk(
      Place place, @Nullable Walk before, char read, boolean byAttacker, boolean byVictim) {}

  /**
   * A search.
   *
   * @param policy what the attacker's policy takes
   * @param touched what belongs to the victim
   * @param prefixFrom where in it the value begins of which every prefix counts too, or -1
   */
  MeetingSearch(TenantPattern policy, TenantPattern touched, int prefixFrom) {
    this.policy = policy;
    this.touched = touched;
    this.policyHole = policy.firstHole();
    this.touchedHole = touched.firstHole();
    this.mayStop = stops(touched, prefixFrom);
    this.alphabet = alphabet();
  }

  /** Meetings, the shortest first; none means that there are none. */
  List<Meeting> meetings() {
    List<Meeting> found = new ArrayList<>();
    Set<Place> seen = new HashSet<>();
    ArrayDeque<Walk> open = new ArrayDeque<>();
    reach(
        new Walk(new Place(0, CLOSED, 0, CLOSED, NOT_BEGUN), null, '\0', false, false), seen, open);
    while (!open.isEmpty() && found.size() < ENOUGH) {
      Walk walk = open.poll();
      if (walk.place.p == policy.length() && walk.place.t == touched.length()) {
        Meeting meeting = meeting(walk);
        if (meeting != null) {
          found.add(meeting);
        }
      } else {
        advance(walk, seen, open);
      }
    }
    return found;
  }

  /** Takes every step that reads nothing. */
  private void reach(Walk walk, Set<Place> seen, ArrayDeque<Walk> open) {
    Place at = walk.place;
    if (!seen.add(at)) {
      return;
    }
    open.add(walk);
    if (at.p < policy.length() && mayLeave(policy.step(at.p), at.inP)) {
      reach(moved(walk, new Place(at.p + 1, CLOSED, at.t, at.inT, at.tenants)), seen, open);
    }
    if (at.t < touched.length() && mayLeave(touched.step(at.t), at.inT)) {
      reach(moved(walk, new Place(at.p, at.inP, at.t + 1, CLOSED, at.tenants)), seen, open);
    }
    if (at.t < touched.length() && mayStop[at.t] > at.t) {
      // What remains of the victim's name is free, so it can be made another's.
      int tenants = at.t <= touchedHole ? DIFFERENT : at.tenants;
      reach(moved(walk, new Place(at.p, at.inP, mayStop[at.t], CLOSED, tenants)), seen, open);
    }
  }

  private static Walk moved(Walk walk, Place place) {
    return new Walk(place, walk.before, walk.read, walk.byAttacker, walk.byVictim);
  }

  private static boolean mayLeave(int step, int hole) {
    return step == TenantPattern.STAR
        || step == TenantPattern.STAR_IN_PART
        || (step == TenantPattern.HOLE && hole == AFTER_ALNUM);
  }

  private void advance(Walk walk, Set<Place> seen, ArrayDeque<Walk> open) {
    Place at = walk.place;
    if (at.p == policy.length() || at.t == touched.length()) {
      return;
    }
    int p = policy.step(at.p);
    int t = touched.step(at.t);
    if (p >= 0 || t >= 0) {
      read(walk, (char) Math.max(p, t), seen, open);
    } else {
      for (char c : alphabet) {
        read(walk, c, seen, open);
      }
    }
  }

  private void read(Walk walk, char c, Set<Place> seen, ArrayDeque<Walk> open) {
    Place at = walk.place;
    int p = policy.step(at.p);
    int t = touched.step(at.t);
    if (!takes(p, at.inP, c) || !takes(t, at.inT, c)) {
      return;
    }
    boolean byAttacker = at.p == policyHole;
    boolean byVictim = at.t == touchedHole;
    int tenants = compared(at.tenants, byAttacker, byVictim, c);
    if (tenants < 0) {
      return;
    }
    Place next =
        new Place(
            stays(p) ? at.p : at.p + 1,
            p == TenantPattern.HOLE ? inHole(c) : CLOSED,
            stays(t) ? at.t : at.t + 1,
            t == TenantPattern.HOLE ? inHole(c) : CLOSED,
            tenants);
    reach(new Walk(next, walk, c, byAttacker, byVictim), seen, open);
  }

  /** What is known of the two tenants once the character is read; -1 when they are the same. */
  private int compared(int before, boolean byAttacker, boolean byVictim, char c) {
    if (policyHole < 0 || touchedHole < 0) {
      return before;
    }
    if (before == NOT_BEGUN) {
      return byAttacker && byVictim
          ? SAME
          : byAttacker ? ATTACKER_BEGAN + c : byVictim ? ATTACKER_BEGAN + (c << 16) : NOT_BEGUN;
    }
    if (before == SAME) {
      return byAttacker && byVictim ? SAME : byAttacker || byVictim ? DIFFERENT : -1;
    }
    if (before >= ATTACKER_BEGAN) {
      int pending = before - ATTACKER_BEGAN;
      boolean attackerBegan = pending < (1 << 16);
      boolean otherBegins = attackerBegan ? byVictim : byAttacker;
      if (otherBegins) {
        return (attackerBegan ? pending : pending >> 16) == c ? UNKNOWN : DIFFERENT;
      }
    }
    return before;
  }

  private static boolean stays(int step) {
    return step == TenantPattern.STAR
        || step == TenantPattern.STAR_IN_PART
        || step == TenantPattern.HOLE;
  }

  private static boolean takes(int step, int hole, char c) {
    return switch (step) {
      case TenantPattern.ONE, TenantPattern.STAR -> c != TenantPattern.BREAK;
      case TenantPattern.ONE_IN_PART, TenantPattern.STAR_IN_PART ->
          c != TenantPattern.BREAK && c != ':';
      case TenantPattern.HOLE -> isAlnum(c) || (c == '-' && hole != CLOSED);
      default -> step == c;
    };
  }

  private static int inHole(char c) {
    return c == '-' ? AFTER_HYPHEN : AFTER_ALNUM;
  }

  private static boolean isAlnum(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private @Nullable Meeting meeting(Walk end) {
    StringBuilder text = new StringBuilder();
    StringBuilder attacker = new StringBuilder();
    StringBuilder victim = new StringBuilder();
    for (Walk walk = end; walk.before != null; walk = walk.before) {
      text.append(walk.read);
      if (walk.byAttacker) {
        attacker.append(walk.read);
      }
      if (walk.byVictim) {
        victim.append(walk.read);
      }
    }
    if (end.place.tenants == SAME) {
      return null;
    }
    String one = whole(attacker.reverse().toString(), "a0");
    String other = whole(victim.reverse().toString(), "b0");
    if (one.equals(other) && end.place.tenants != UNKNOWN) {
      // One of the two is not fixed by the text.
      if (policyHole < 0) {
        one = one + "0";
      } else {
        other = other + "0";
      }
    }
    return new Meeting(text.reverse().toString(), one, other);
  }

  private static String whole(String read, String ifNothing) {
    return read.isEmpty() ? ifNothing : read.endsWith("-") ? read + "0" : read;
  }

  private static int[] stops(TenantPattern touched, int from) {
    int[] stops = new int[touched.length()];
    int end = touched.length();
    for (int i = touched.length() - 1; i >= 0; i--) {
      end = touched.step(i) == TenantPattern.BREAK ? i : end;
      stops[i] = from >= 0 && i >= from && end > i ? end : -1;
    }
    return stops;
  }

  // Characters that no pattern spells out are alike within their kind; two letters that nobody
  // spells are enough to tell two tenants apart.
  private char[] alphabet() {
    Set<Character> characters = new TreeSet<>(List.of('-', '/', '0'));
    for (TenantPattern pattern : List.of(policy, touched)) {
      for (int i = 0; i < pattern.length(); i++) {
        if (pattern.step(i) > 0) {
          characters.add((char) pattern.step(i));
        }
      }
    }
    int more = 0;
    for (char c = 'a'; c <= 'z' && more < 2; c++) {
      more += characters.add(c) ? 1 : 0;
    }
    for (char c : new char[] {'_', '.', '~', '+'}) {
      if (characters.add(c)) {
        break;
      }
    }
    StringBuilder all = new StringBuilder();
    characters.forEach(all::append);
    return all.toString().toCharArray();
  }
}
