package io.leasehold.isolation.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way to pass the tests of a statement with a foreign request: which value of each list is to
 * fit, which keys are there and which are not. Immutable.
 *
 * @param compared the keys whose values matter
 * @param context keys with a value that is just there
 * @param absent keys that are not there
 */
record Choice(List<Compared> compared, Map<String, List<String>> context, List<String> absent) {

  /**
   * A key of the request.
   *
   * @param policy what the attacker's policy takes
   * @param touched what touches the victim's data
   * @param prefixes whether beginnings of that do as well
   * @param beside another value of the key, which satisfies the policy in its place
   */
  record Compared(
      String key,
      TenantPattern policy,
      TenantPattern touched,
      boolean prefixes,
      boolean free,
      Optional<String> beside) {}

  /** The request before any test. */
  static Choice start(ForeignRequest request) {
    List<Compared> compared = new ArrayList<>();
    List<String> absent = new ArrayList<>();
    request
        .keys()
        .forEach(
            (key, shape) -> {
              if (shape instanceof KeyShape.Single single) {
                compared.add(free(key, TenantPattern.glob(single.pattern()), single.prefixes()));
              } else if (shape instanceof KeyShape.AmongSeveral several) {
                compared.add(free(key, TenantPattern.glob(several.pattern()), false));
              } else {
                absent.add(key);
              }
            });
    return new Choice(compared, Map.of(), absent);
  }

  private static Compared free(String key, TenantPattern touched, boolean prefixes) {
    return new Compared(key, TenantPattern.any(), touched, prefixes, true, Optional.empty());
  }

  /** The ways to pass one more test; none if it cannot be passed. */
  List<Choice> with(KeyTest test, @Nullable KeyShape shape) {
    if (absent.contains(test.key())) {
      return test.passesAbsent() ? List.of(this) : List.of();
    }
    boolean known = shape != null || isThere(test.key());
    List<Choice> ways = new ArrayList<>();
    if (!known && test.passesAbsent()) {
      List<String> without = new ArrayList<>(absent);
      without.add(test.key());
      ways.add(new Choice(compared, context, without));
    }
    if (test.passesPresent()) {
      ways.addAll(present(test, shape));
    }
    if (known && test.passesEmpty()) {
      ways.addAll(emptied(test.key()));
    }
    return ways;
  }

  private boolean isThere(String key) {
    return context.containsKey(key) || compared.stream().anyMatch(c -> c.key().equals(key));
  }

  /** The same with an empty value of the key, if it may have one. */
  private List<Choice> emptied(String key) {
    if (context.containsKey(key)) {
      return List.of(this); // Too wide: it may be empty or not.
    }
    List<Compared> all = new ArrayList<>();
    for (Compared c : compared) {
      if (!c.key().equals(key)) {
        all.add(c);
      } else if (c.policy().canBeEmpty() && (c.prefixes() || c.touched().canBeEmpty())) {
        all.add(
            new Compared(key, TenantPattern.empty(), c.touched(), c.prefixes(), false, c.beside()));
      } else {
        return List.of();
      }
    }
    return List.of(new Choice(all, context, absent));
  }

  private boolean isEmptied(String key) {
    return compared.stream().anyMatch(c -> c.key().equals(key) && c.policy().length() == 0);
  }

  private List<Choice> present(KeyTest test, @Nullable KeyShape shape) {
    // Only ForAllValues looks at each; what the others make of several values is not to be built
    // on.
    if (shape instanceof KeyShape.AmongSeveral && !test.forAll() && !test.isNull()) {
      return List.of(replaced(test.key(), TenantPattern.any(), Optional.of(test.sample())));
    }
    if (shape == null && !isThere(test.key())) {
      return free(test);
    }
    if (test.isNull()) {
      return isEmptied(test.key()) ? List.of() : List.of(this);
    }
    return test.values().stream()
        .map(value -> replaced(test.key(), value, Optional.empty()))
        .toList();
  }

  /** A key that says nothing of the data: any value that passes will do. */
  private List<Choice> free(KeyTest test) {
    List<Choice> ways = new ArrayList<>();
    for (TenantPattern value : test.isNull() ? List.of(TenantPattern.any()) : test.values()) {
      if (value.length() == 1 && value.step(0) == TenantPattern.STAR) {
        Map<String, List<String>> more = new LinkedHashMap<>(context);
        more.put(test.key(), List.of(test.isNull() ? "any" : test.sample()));
        ways.add(new Choice(compared, more, absent));
      } else {
        List<Compared> more = new ArrayList<>(compared);
        more.add(
            new Compared(test.key(), value, TenantPattern.any(), false, false, Optional.empty()));
        ways.add(new Choice(more, context, absent));
      }
    }
    return ways;
  }

  /** A second test of one key is not looked at: too wide, and confirmed later. */
  private Choice replaced(String key, TenantPattern policy, Optional<String> beside) {
    List<Compared> all =
        compared.stream()
            .map(
                c ->
                    c.key().equals(key) && c.free()
                        ? new Compared(key, policy, c.touched(), c.prefixes(), false, beside)
                        : c)
            .toList();
    return new Choice(all, context, absent);
  }

  /** Where the attacker's policy meets the victim's data. */
  List<Meeting> meetings(TenantPattern resource, ForeignRequest request) {
    TenantPattern policy = resource;
    TenantPattern touched = TenantPattern.arn(request.resource());
    int prefixFrom = -1;
    for (Compared key : compared) {
      policy = policy.then(key.policy());
      prefixFrom = key.prefixes() ? touched.length() + 1 : prefixFrom;
      touched = touched.then(key.touched());
    }
    return new MeetingSearch(policy, touched, prefixFrom).meetings();
  }
}
