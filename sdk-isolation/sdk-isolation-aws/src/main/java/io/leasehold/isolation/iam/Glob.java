package io.leasehold.isolation.iam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A pattern whose variables are resolved: literal characters, {@code *} and {@code ?}. */
final class Glob {

  private static final int ANY = -1;
  private static final int ONE = -2;
  // Marks a character that a variable brought in: it stands for itself and separates nothing.
  private static final int BROUGHT_IN = 1 << 16;

  private final int[] tokens;

  private Glob(int[] tokens) {
    this.tokens = tokens;
  }

  /** Whether the whole value matches; linear in pattern times value, whatever the stars. */
  boolean matches(String value) {
    return matches(value, false);
  }

  /** The same without regard to case, as {@link String#equalsIgnoreCase} sees it. */
  boolean matchesIgnoringCase(String value) {
    return matches(value, true);
  }

  private boolean matches(String value, boolean ignoreCase) {
    int v = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (v < value.length()) {
      if (t < tokens.length && tokens[t] == ANY) {
        star = t++;
        resume = v;
      } else if (t < tokens.length
          && (tokens[t] == ONE || same(tokens[t], value.charAt(v), ignoreCase))) {
        t++;
        v++;
      } else if (star >= 0) {
        t = star + 1;
        v = ++resume;
      } else {
        return false;
      }
    }
    while (t < tokens.length && tokens[t] == ANY) {
      t++;
    }
    return t == tokens.length;
  }

  private static boolean same(int token, char c, boolean ignoreCase) {
    char wanted = (char) token;
    return wanted == c || (ignoreCase && fold(wanted) == fold(c));
  }

  private static char fold(char c) {
    return Character.toLowerCase(Character.toUpperCase(c));
  }

  boolean isAny() {
    return tokens.length == 1 && tokens[0] == ANY;
  }

  /**
   * The parts between colons, at most that many; the last keeps its colons. A colon that a variable
   * brought in separates only if there is no other, so that a value cannot move the parts.
   */
  List<Glob> splitAtColons(int limit) {
    int colon = Arrays.stream(tokens).anyMatch(token -> token == ':') ? ':' : ':' | BROUGHT_IN;
    List<Glob> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < tokens.length && parts.size() < limit - 1; i++) {
      if (tokens[i] == colon) {
        parts.add(new Glob(Arrays.copyOfRange(tokens, start, i)));
        start = i + 1;
      }
    }
    parts.add(new Glob(Arrays.copyOfRange(tokens, start, tokens.length)));
    return parts;
  }

  /** Collects the tokens of a glob. */
  static final class Builder {
    private int[] tokens = new int[32];
    private int size;

    void any() {
      add(ANY);
    }

    void one() {
      add(ONE);
    }

    void literal(String text) {
      text.chars().forEach(this::add);
    }

    void broughtIn(String text) {
      text.chars().forEach(c -> add(c | BROUGHT_IN));
    }

    Glob build() {
      return new Glob(Arrays.copyOf(tokens, size));
    }

    private void add(int token) {
      if (size == tokens.length) {
        tokens = Arrays.copyOf(tokens, size * 2);
      }
      tokens[size++] = token;
    }
  }
}
