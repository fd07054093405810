package io.leasehold.isolation.proof;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A text with wildcards and with holes for a tenant id, as a row of steps. Immutable.
 *
 * <p>A step is a character, or one of the negative constants.
 */
final class TenantPattern {

  /** The text that stands for the tenant id. */
  static final String HOLE_TEXT = "{T}";

  /** Any one character. */
  static final int ONE = -1;

  /** Any characters. */
  static final int STAR = -2;

  /** Any one character but a colon. */
  static final int ONE_IN_PART = -3;

  /** Any characters but a colon. */
  static final int STAR_IN_PART = -4;

  /** A whole tenant id. */
  static final int HOLE = -5;

  /** Ends one value and begins the next; no wildcard and no tenant id contains it. */
  static final char BREAK = '\0';

  private static final int PARTS_BEFORE_THE_LAST = 5;

  private final int[] steps;

  private TenantPattern(int[] steps) {
    this.steps = steps;
  }

  /** Anything at all. */
  static TenantPattern any() {
    return new TenantPattern(new int[] {STAR});
  }

  /** A text in which {@code *} and {@code ?} are live. */
  static TenantPattern glob(String text) {
    return parse(text, true, false);
  }

  /** A text in which only holes and variables are live. */
  static TenantPattern plain(String text) {
    return parse(text, false, false);
  }

  /** The empty text. */
  static TenantPattern empty() {
    return new TenantPattern(new int[0]);
  }

  /** Whether the empty text fits. */
  boolean canBeEmpty() {
    return Arrays.stream(steps).allMatch(step -> step == STAR || step == STAR_IN_PART);
  }

  /** Exactly that text. */
  static TenantPattern literal(String text) {
    return new TenantPattern(text.chars().toArray());
  }

  /** An ARN pattern, whose wildcards do not cross the first five colons. */
  static TenantPattern arn(String text) {
    return parse(text, true, true);
  }

  private static TenantPattern parse(String text, boolean wildcards, boolean arn) {
    int[] steps = new int[text.length()];
    int length = 0;
    int colons = 0;
    boolean whole = text.equals("*");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean inPart = arn && !whole && colons < PARTS_BEFORE_THE_LAST;
      if (text.startsWith(HOLE_TEXT, i)) {
        steps[length++] = HOLE;
        i += HOLE_TEXT.length() - 1;
      } else if (isVariable(text, i)) {
        int end = endOfVariable(text, i);
        String inner = text.substring(i + 2, end);
        // Another variable may stand for anything: too wide is safe, a witness is confirmed anyway.
        steps[length++] = inner.length() == 1 ? inner.charAt(0) : STAR;
        i = end;
      } else if (wildcards && c == '*') {
        steps[length++] = inPart ? STAR_IN_PART : STAR;
      } else if (wildcards && c == '?') {
        steps[length++] = inPart ? ONE_IN_PART : ONE;
      } else {
        colons += c == ':' ? 1 : 0;
        steps[length++] = c;
      }
    }
    return new TenantPattern(Arrays.copyOf(steps, length));
  }

  // A dollar right before a hole is a dollar: once the hole is filled there is no brace.
  private static boolean isVariable(String text, int at) {
    return text.startsWith("${", at)
        && !text.startsWith(HOLE_TEXT, at + 1)
        && endOfVariable(text, at) > 0;
  }

  // The brace of a hole inside ends no variable.
  private static int endOfVariable(String text, int at) {
    int from = at;
    for (int hole = text.indexOf(HOLE_TEXT, at);
        hole >= 0 && hole < text.indexOf('}', from);
        hole = text.indexOf(HOLE_TEXT, from)) {
      from = hole + HOLE_TEXT.length();
    }
    return text.indexOf('}', from);
  }

  /** This value, and then the other. */
  TenantPattern then(TenantPattern next) {
    int[] both = Arrays.copyOf(steps, steps.length + 1 + next.steps.length);
    both[steps.length] = BREAK;
    System.arraycopy(next.steps, 0, both, steps.length + 1, next.steps.length);
    return new TenantPattern(both);
  }

  int length() {
    return steps.length;
  }

  int step(int position) {
    return steps[position];
  }

  /** Where the value ends in which that step is. */
  int endOfValue(int position) {
    int end = position;
    while (end < steps.length && steps[end] != BREAK) {
      end++;
    }
    return end;
  }

  /** The same with that id in every hole. */
  TenantPattern filled(String id) {
    return new TenantPattern(
        Arrays.stream(steps)
            .flatMap(step -> step == HOLE ? id.chars() : IntStream.of(step))
            .toArray());
  }

  /** How many holes there are before that step. */
  int holesBefore(int position) {
    return (int) Arrays.stream(steps, 0, position).filter(step -> step == HOLE).count();
  }

  /** Where the first hole is, or -1. */
  int firstHole() {
    for (int i = 0; i < steps.length; i++) {
      if (steps[i] == HOLE) {
        return i;
      }
    }
    return -1;
  }
}
