package io.leasehold.isolation.proof;

import java.util.ArrayList;
import java.util.List;

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
 * read as any tenant id, which is wider: the caller confirms those of the policy, and each meeting
 * says whether those of what is touched agree.
 */
final class MeetingSearch {

  // How the two tenants compare so far. Above them: the first character of the one that began.
  private static final int NOT_BEGUN = 0;
  private static final int SAME = 1;
  private static final int DIFFERENT = 2;
  private static final int UNKNOWN = 3;
  private static final int ATTACKER_BEGAN = 4;
  // Tenant ids are ASCII.
  private static final int VICTIM_BEGAN = ATTACKER_BEGAN + 128;

  // How far an open hole is: a tenant id begins and ends with a letter or digit.
  private static final int CLOSED = 0;
  private static final int AFTER_ALNUM = 1;
  private static final int AFTER_HYPHEN = 2;

  // Where neither pattern spells a character out, any letter or digit fits both. Two of them are
  // enough to tell two tenants apart.
  private static final char[] FREE = {'0', 'a'};

  private static final int ENOUGH = 64;

  private final TenantPattern policy;
  private final TenantPattern touched;
  private final int prefixFrom;
  private final int policyHole;
  private final int touchedHole;

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
    this.prefixFrom = prefixFrom;
    this.policyHole = policy.firstHole();
    this.touchedHole = touched.firstHole();
  }

  /** Meetings, the shortest first; none means that there are none. */
  List<Meeting> meetings() {
    int start = spelledAlike();
    if (start < 0) {
      return List.of();
    }
    List<Meeting> found = new ArrayList<>();
    Walks walks = new Walks();
    reach(walks, Walks.place(start, CLOSED, start, CLOSED, NOT_BEGUN), -1, '\0', 0);
    for (int walk = 0; walk < walks.size() && found.size() < ENOUGH; walk++) {
      long at = walks.place(walk);
      if (Walks.p(at) == policy.length() && Walks.t(at) == touched.length()) {
        if (Walks.tenants(at) != SAME) {
          found.add(meeting(walks, walk, start));
        }
      } else {
        advance(walks, walk, at);
      }
    }
    return found;
  }

  /** How many characters both begin with; -1 if they spell out different ones. */
  private int spelledAlike() {
    int both = Math.min(policy.length(), touched.length());
    for (int i = 0; i < both && !mayStop(i); i++) {
      int p = policy.step(i);
      int t = touched.step(i);
      if (p < 0 || t < 0) {
        return i;
      }
      if (p != t) {
        return -1;
      }
    }
    return prefixFrom < 0 ? both : Math.min(both, prefixFrom);
  }

  /** Takes every step that reads nothing. */
  private void reach(Walks walks, long at, int before, char read, int by) {
    if (!walks.add(at, before, read, by)) {
      return;
    }
    int p = Walks.p(at);
    int t = Walks.t(at);
    int inP = Walks.inP(at);
    int inT = Walks.inT(at);
    int tenants = Walks.tenants(at);
    if (p < policy.length() && mayLeave(policy.step(p), inP)) {
      reach(walks, Walks.place(p + 1, CLOSED, t, inT, tenants), before, read, by);
    }
    if (t < touched.length() && mayLeave(touched.step(t), inT)) {
      reach(walks, Walks.place(p, inP, t + 1, CLOSED, tenants), before, read, by);
    }
    if (mayStop(t)) {
      // What remains of the victim's name is free, so it can be made another's.
      int open = t <= touchedHole ? DIFFERENT : tenants;
      reach(walks, Walks.place(p, inP, touched.endOfValue(t), CLOSED, open), before, read, by);
    }
  }

  private boolean mayStop(int t) {
    return prefixFrom >= 0 && t >= prefixFrom && touched.endOfValue(t) > t;
  }

  private static boolean mayLeave(int step, int hole) {
    return step == TenantPattern.STAR
        || step == TenantPattern.STAR_IN_PART
        || (step == TenantPattern.HOLE && hole == AFTER_ALNUM);
  }

  private void advance(Walks walks, int walk, long at) {
    if (Walks.p(at) == policy.length() || Walks.t(at) == touched.length()) {
      return;
    }
    int p = policy.step(Walks.p(at));
    int t = touched.step(Walks.t(at));
    if (p >= 0 || t >= 0) {
      read(walks, walk, at, (char) Math.max(p, t));
    } else {
      for (char c : FREE) {
        read(walks, walk, at, c);
      }
    }
  }

  private void read(Walks walks, int walk, long at, char c) {
    int atP = Walks.p(at);
    int atT = Walks.t(at);
    int p = policy.step(atP);
    int t = touched.step(atT);
    if (!takes(p, Walks.inP(at), c) || !takes(t, Walks.inT(at), c)) {
      return;
    }
    boolean byAttacker = atP == policyHole;
    boolean byVictim = atT == touchedHole;
    int tenants = compared(Walks.tenants(at), byAttacker, byVictim, c);
    if (tenants < 0) {
      return;
    }
    long next =
        Walks.place(
            stays(p) ? atP : atP + 1,
            p == TenantPattern.HOLE ? inHole(c) : CLOSED,
            stays(t) ? atT : atT + 1,
            t == TenantPattern.HOLE ? inHole(c) : CLOSED,
            tenants);
    reach(walks, next, walk, c, (byAttacker ? Walks.ATTACKER : 0) | (byVictim ? Walks.VICTIM : 0));
  }

  /** What is known of the two tenants once the character is read; -1 when they are the same. */
  private int compared(int before, boolean byAttacker, boolean byVictim, char c) {
    if (policyHole < 0 || touchedHole < 0) {
      return before;
    }
    if (before == NOT_BEGUN) {
      return byAttacker && byVictim
          ? SAME
          : byAttacker ? ATTACKER_BEGAN + c : byVictim ? VICTIM_BEGAN + c : NOT_BEGUN;
    }
    if (before == SAME) {
      return byAttacker && byVictim ? SAME : byAttacker || byVictim ? DIFFERENT : -1;
    }
    if (before >= VICTIM_BEGAN && byAttacker) {
      return before - VICTIM_BEGAN == c ? UNKNOWN : DIFFERENT;
    }
    if (before >= ATTACKER_BEGAN && before < VICTIM_BEGAN && byVictim) {
      return before - ATTACKER_BEGAN == c ? UNKNOWN : DIFFERENT;
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

  private Meeting meeting(Walks walks, int end, int start) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < start; i++) {
      text.append((char) policy.step(i));
    }
    String one = whole(walks.read(end, Walks.ATTACKER), "a0");
    String other = whole(walks.read(end, Walks.VICTIM), "b0");
    if (one.equals(other) && Walks.tenants(walks.place(end)) != UNKNOWN) {
      // One of the two is not fixed by the text.
      if (policyHole < 0) {
        one = one + "0";
      } else {
        other = other + "0";
      }
    }
    String whole = text.append(walks.read(end, Walks.ANYBODY)).toString();
    return new Meeting(whole, one, other, isTouching(whole, other));
  }

  /** The walk does not see whether later holes repeat the first. */
  private boolean isTouching(String text, String victim) {
    if (touched.holesBefore(touched.length()) < 2) {
      return true;
    }
    int from =
        prefixFrom < 0 ? -1 : prefixFrom + touched.holesBefore(prefixFrom) * (victim.length() - 1);
    TenantPattern victims = touched.filled(victim);
    return !new MeetingSearch(TenantPattern.literal(text), victims, from).meetings().isEmpty();
  }

  private static String whole(String read, String ifNothing) {
    return read.isEmpty() ? ifNothing : read.endsWith("-") ? read + "0" : read;
  }
}
