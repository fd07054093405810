package io.leasehold.isolation.proof;

import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.StatementOutline;
import io.leasehold.tenancy.TenantId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Makes requests that touch a victim's data and give the attacker's policy, apart from that,
 * whatever it wants. Knows nothing of how the prover searches.
 */
final class RandomForeign {

  private static final String[] FILLINGS = {"", "x", "0", "-", "/", "_", ".", "x/y", "~"};

  private final Random random;
  private final List<StatementOutline> statements;
  private final Ownership ownership;

  RandomForeign(Random random, PolicyTemplate template, Ownership ownership) {
    this.random = random;
    this.statements = template.statements().stream().filter(StatementOutline::allow).toList();
    this.ownership = ownership;
  }

  AccessRequest request(TenantId attacker, TenantId victim) {
    List<ForeignRequest> all =
        new ArrayList<>(
            ownership.addressed().stream().filter(one -> !one.actions().isEmpty()).toList());
    List<String> others =
        List.copyOf(
            ownership.others(statements.stream().flatMap(s -> s.actions().stream()).toList()));
    if (!others.isEmpty()) {
      ForeignRequest whole = ownership.whole();
      all.add(new ForeignRequest(others, whole.resource(), whole.keys()).withAnyAbsentKey());
    }
    ForeignRequest shape = one(all);
    String action = one(shape.actions());
    Map<String, List<String>> context = wanted(action, attacker);
    shape
        .keys()
        .forEach(
            (key, how) -> {
              if (how instanceof KeyShape.Single single) {
                String value = filled(single.pattern(), attacker, victim, victim);
                int end = single.prefixes() ? random.nextInt(value.length() + 1) : value.length();
                context.put(key, List.of(value.substring(0, end)));
              } else if (how instanceof KeyShape.AmongSeveral several) {
                List<String> values = new ArrayList<>();
                for (int more = random.nextInt(3); more > 0; more--) {
                  values.add(filled(several.pattern(), attacker, victim, attacker));
                }
                values.add(
                    random.nextInt(values.size() + 1),
                    filled(several.pattern(), attacker, victim, victim));
                context.put(key, values);
              } else {
                context.remove(key);
              }
            });
    return new AccessRequest(
        Suspicion.SESSION, action, filled(shape.resource(), attacker, victim, victim), context);
  }

  /** What some statement wants of the keys, as the attacker would say it. */
  private Map<String, List<String>> wanted(String action, TenantId attacker) {
    Map<String, List<String>> context = new LinkedHashMap<>();
    List<StatementOutline> about =
        statements.stream().filter(s -> s.actions().contains(action)).toList();
    if (about.isEmpty()) {
      return context;
    }
    for (StatementOutline.Test test : one(about).conditions()) {
      if (!test.operator().equals("Null")) {
        context.put(test.key(), List.of(filled(one(test.values()), attacker, attacker, attacker)));
      }
    }
    return context;
  }

  private String filled(String pattern, TenantId attacker, TenantId victim, TenantId hole) {
    StringBuilder text = new StringBuilder();
    int colons = 0;
    for (char c : pattern.replace(PolicyTemplate.HOLE, "\0").toCharArray()) {
      colons += c == ':' ? 1 : 0;
      switch (c) {
        case '\0' -> text.append(hole);
        case '?' -> text.append("ax0-_/".charAt(random.nextInt(6)));
        case '*' -> {
          // The region or account of an ARN is no place for names.
          text.append(colons < 5 && pattern.startsWith("arn:") ? "x" : filling(attacker, victim));
        }
        default -> text.append(c);
      }
    }
    return text.toString();
  }

  private String filling(TenantId attacker, TenantId victim) {
    StringBuilder text = new StringBuilder();
    for (int parts = random.nextInt(4); parts > 0; parts--) {
      switch (random.nextInt(4)) {
        case 0 -> text.append(attacker);
        case 1 -> text.append(victim);
        default -> text.append(FILLINGS[random.nextInt(FILLINGS.length)]);
      }
    }
    return text.toString();
  }

  private <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
