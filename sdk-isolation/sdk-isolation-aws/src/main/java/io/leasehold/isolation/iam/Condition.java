package io.leasehold.isolation.iam;

import java.util.List;

/** One test of a Condition block: one operator, one key, its values. */
sealed interface Condition {

  Fit fit(AccessRequest request);

  /** The key in lower case. */
  String key();

  /** How explanations show it. */
  String shown();

  /** How a condition treats a key with several values. */
  enum Quantifier {
    PLAIN,
    FOR_ALL,
    FOR_ANY
  }

  /** Compares the values of a key. */
  record Comparison(
      Quantifier quantifier,
      boolean negated,
      boolean ifExists,
      String key,
      List<ExpectedValue> expected,
      String shown)
      implements Condition {

    @Override
    public Fit fit(AccessRequest request) {
      List<String> actual = request.values(key);
      if (actual == null || actual.isEmpty()) {
        return fitsMissing();
      }
      // "A null data set, such as an empty string": documented for the set operators only.
      if (quantifier != Quantifier.PLAIN && actual.stream().allMatch(String::isEmpty)) {
        return Fit.of(quantifier == Quantifier.FOR_ALL);
      }
      return switch (quantifier) {
        case FOR_ALL -> actual.stream().map(a -> one(a, request)).reduce(Fit.YES, Fit::and);
        case FOR_ANY -> actual.stream().map(a -> one(a, request)).reduce(Fit.NO, Fit::or);
        case PLAIN -> plain(actual, request);
      };
    }

    /** What a plain operator makes of a key of several values is not documented. */
    private Fit plain(List<String> actual, AccessRequest request) {
      return actual.size() == 1 && !Vocabulary.hasSeveralValues(key)
          ? one(actual.get(0), request)
          : Fit.UNCLEAR;
    }

    private Fit fitsMissing() {
      return switch (quantifier) {
        case FOR_ALL -> Fit.YES; // vacuous truth: the reason for the Null guard beside it
        // Nothing fits without the suffix; what the suffix makes of that is not documented.
        case FOR_ANY -> ifExists ? Fit.UNCLEAR : Fit.NO;
        case PLAIN -> Fit.of(ifExists || negated);
      };
    }

    private Fit one(String actual, AccessRequest request) {
      Fit fit = expected.stream().map(e -> e.fit(actual, request)).reduce(Fit.NO, Fit::or);
      return negated ? fit.not() : fit;
    }
  }

  /** Tests whether a key is missing. */
  record Presence(String key, List<Boolean> wantMissing, String shown) implements Condition {

    @Override
    public Fit fit(AccessRequest request) {
      List<String> actual = request.values(key);
      boolean missing = actual == null || actual.stream().allMatch(String::isEmpty);
      return Fit.of(wantMissing.contains(missing));
    }
  }
}
