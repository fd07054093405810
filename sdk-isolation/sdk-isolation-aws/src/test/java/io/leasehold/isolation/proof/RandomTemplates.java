package io.leasehold.isolation.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Policies and possessions of a {@link SmallWorld}, most of which make no sense. */
final class RandomTemplates {

  private static final String ARN = "arn:aws:s:::";
  private static final String[] PARTS = {"a", "b", "-", "/", "_", "?", "*", "{T}", "{T}", "{T}"};
  private static final List<String> ACTIONS = List.of("s:Get", "s:List", "s:Put");
  private static final List<String> WIDE = List.of("s:*", "s:G*", "s:?et", "*");
  private static final List<String> OPERATORS =
      List.of(
          "StringEquals",
          "StringLike",
          "StringLike",
          "StringNotEquals",
          "StringNotLike",
          "StringEqualsIfExists",
          "StringLikeIfExists",
          "ForAllValues:StringEquals",
          "ForAllValues:StringLike",
          "ForAllValues:StringNotLike",
          "ForAnyValue:StringEquals",
          "ForAnyValue:StringLike",
          "StringEqualsIgnoreCase",
          "Null");

  private final Random random;

  RandomTemplates(Random random) {
    this.random = random;
  }

  PolicyTemplate template() {
    List<String> statements = new ArrayList<>();
    for (int more = random.nextInt(2); more >= 0; more--) {
      statements.add(statement("Allow"));
    }
    if (random.nextInt(8) == 0) {
      statements.add(statement("Deny"));
    }
    return new PolicyTemplate(
        "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}");
  }

  private String statement(String effect) {
    Map<String, Map<String, List<String>>> conditions = new LinkedHashMap<>();
    for (int more = random.nextInt(3); more > 0; more--) {
      String operator = one(OPERATORS);
      List<String> values =
          operator.equals("Null")
              ? List.of(String.valueOf(random.nextInt(4) == 0))
              : several(this::pattern);
      conditions
          .computeIfAbsent(operator, unused -> new LinkedHashMap<>())
          .put(one(SmallWorld.KEYS), values);
    }
    List<String> actions =
        random.nextInt(4) == 0 ? List.of(one(WIDE)) : several(() -> one(ACTIONS));
    String condition =
        conditions.entrySet().stream()
            .map(o -> "\"" + o.getKey() + "\":" + keys(o.getValue()))
            .collect(Collectors.joining(","));
    return "{\"Effect\":\"%s\",\"Action\":%s,\"Resource\":%s%s}"
        .formatted(
            effect,
            list(actions),
            list(several(() -> ARN + pattern())),
            condition.isEmpty() ? "" : ",\"Condition\":{" + condition + "}");
  }

  private static String keys(Map<String, List<String>> keys) {
    return keys.entrySet().stream()
        .map(key -> "\"" + key.getKey() + "\":" + list(key.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  Ownership ownership() {
    List<ForeignRequest> addressed = new ArrayList<>();
    for (int more = random.nextInt(2); more >= 0; more--) {
      addressed.add(new ForeignRequest(several(() -> one(ACTIONS)), ARN + pattern(), keys()));
    }
    return new Ownership(
        SmallWorld.SERVICE,
        addressed,
        new ForeignRequest(
            random.nextBoolean() ? List.of("s:Put") : List.of(), ARN + pattern(), Map.of()));
  }

  private Map<String, KeyShape> keys() {
    Map<String, KeyShape> keys = new LinkedHashMap<>();
    if (random.nextBoolean()) {
      keys.put(
          one(SmallWorld.KEYS),
          switch (random.nextInt(5)) {
            case 0 -> KeyShape.absent();
            case 1 -> KeyShape.beginningOf(pattern());
            case 2 -> KeyShape.amongSeveral(pattern());
            default -> KeyShape.single(pattern());
          });
    }
    return keys;
  }

  /** Half of them as one would write them. */
  private String pattern() {
    if (random.nextBoolean()) {
      return one(List.of("{T}", "{T}/*", "a/{T}", "{T}_*", "*", "{T}-*", "b-{T}", "{T}*"));
    }
    StringBuilder pattern = new StringBuilder();
    for (int more = random.nextInt(4); more >= 0; more--) {
      pattern.append(PARTS[random.nextInt(PARTS.length)]);
    }
    return pattern.toString();
  }

  private List<String> several(Supplier<String> each) {
    Set<String> all = new LinkedHashSet<>(Set.of(each.get()));
    if (random.nextInt(3) == 0) {
      all.add(each.get());
    }
    return List.copyOf(all);
  }

  private static String list(List<String> texts) {
    return texts.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
  }

  private <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
