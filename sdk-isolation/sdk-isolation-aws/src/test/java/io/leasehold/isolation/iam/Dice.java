package io.leasehold.isolation.iam;

import java.util.List;
import java.util.SplittableRandom;

/** Seeded choices. */
final class Dice {

  private final SplittableRandom random;

  Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  boolean percent(int chance) {
    return random.nextInt(100) < chance;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  <T> T oneOf(List<T> things) {
    return things.get(random.nextInt(things.size()));
  }

  /** The text with some of it replaced by wildcards. */
  String blurred(String text) {
    if (text.isEmpty()) {
      return "*";
    }
    int from = below(text.length());
    return switch (below(4)) {
      case 0 -> text.substring(0, from) + "*";
      case 1 -> text.substring(0, from) + "?" + text.substring(from + 1);
      case 2 -> "*" + text.substring(from);
      default -> {
        int to = from + below(text.length() - from + 1);
        yield text.substring(0, from) + "*" + text.substring(to);
      }
    };
  }
}
