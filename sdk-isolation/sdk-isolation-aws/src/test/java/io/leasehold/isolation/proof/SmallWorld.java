package io.leasehold.isolation.proof;

import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.isolation.iam.StatementOutline;
import io.leasehold.tenancy.TenantId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A world with few tenants and short names, in which every request can be tried. It looks for a
 * leak by trying, and knows by itself what a request touches.
 */
final class SmallWorld {

  static final String SERVICE = "s";
  static final List<String> KEYS = List.of("s:k1", "s:k2");

  private static final List<TenantId> TENANTS =
      List.of("a", "b", "aa", "ab", "ba", "a-b").stream().map(TenantId::of).toList();
  private static final List<String> FOR_STAR = List.of("", "a", "b", "/", "-", "_", "-b", "/a");
  private static final List<String> FOR_ONE = List.of("a", "b", "-", "/", "_");

  private SmallWorld() {}

  /** A request that one tenant may make and that touches another's data. */
  static Optional<AccessRequest> leak(PolicyTemplate template, Ownership ownership) {
    for (TenantId attacker : TENANTS) {
      PolicyStack policies = Suspicion.stack(template, attacker);
      for (TenantId victim : TENANTS) {
        if (!attacker.equals(victim)) {
          for (ForeignRequest shape : shapes(template, ownership)) {
            Optional<AccessRequest> leak = leak(policies, shape, attacker, victim);
            if (leak.isPresent()) {
              return leak;
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<AccessRequest> leak(
      PolicyStack policies, ForeignRequest shape, TenantId attacker, TenantId victim) {
    List<Map<String, List<String>>> contexts = contexts(shape, attacker, victim);
    for (String resource : instances(shape.resource(), victim)) {
      for (Map<String, List<String>> context : contexts) {
        for (String action : shape.actions()) {
          AccessRequest request = new AccessRequest(Suspicion.SESSION, action, resource, context);
          if (new IamEvaluator().decide(policies, request).allowed()) {
            return Optional.of(request);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static List<ForeignRequest> shapes(PolicyTemplate template, Ownership ownership) {
    List<ForeignRequest> shapes = new ArrayList<>(ownership.addressed());
    Set<String> others = new TreeSet<>();
    for (StatementOutline statement : template.statements()) {
      others.addAll(statement.actions());
    }
    others.removeIf(name -> name.contains("*") || name.contains("?"));
    ownership.addressed().forEach(known -> known.actions().forEach(others::remove));
    others.addAll(ownership.whole().actions());
    if (!others.isEmpty()) {
      shapes.add(new ForeignRequest(List.copyOf(others), ownership.whole().resource(), Map.of()));
    }
    return shapes;
  }

  private static List<Map<String, List<String>>> contexts(
      ForeignRequest shape, TenantId attacker, TenantId victim) {
    List<Map<String, List<String>>> contexts = new ArrayList<>();
    contexts.add(Map.of());
    for (String key : KEYS) {
      List<List<String>> values = values(shape.keys().get(key), attacker, victim);
      List<Map<String, List<String>>> more = new ArrayList<>();
      for (Map<String, List<String>> context : contexts) {
        for (List<String> value : values) {
          Map<String, List<String>> next = new LinkedHashMap<>(context);
          if (!value.isEmpty()) {
            next.put(key, value);
          }
          more.add(next);
        }
      }
      contexts = more;
    }
    return contexts;
  }

  /** What the key may have in such a request; an empty list if it is not there. */
  private static List<List<String>> values(KeyShape shape, TenantId attacker, TenantId victim) {
    String own = attacker.value();
    List<List<String>> values = new ArrayList<>();
    if (shape instanceof KeyShape.Single single) {
      for (String text : instances(single.pattern(), victim)) {
        for (int end = single.prefixes() ? 0 : text.length(); end <= text.length(); end++) {
          values.add(List.of(text.substring(0, end)));
        }
      }
    } else if (shape instanceof KeyShape.AmongSeveral several) {
      for (String text : instances(several.pattern(), victim)) {
        values.add(List.of(text));
        values.add(List.of(own, text));
      }
    } else {
      values.add(List.of());
      if (!(shape instanceof KeyShape.Absent)) {
        values.add(List.of(own));
        values.add(List.of(victim.value()));
        values.add(List.of("/"));
      }
    }
    return values;
  }

  private static Set<String> instances(String pattern, TenantId tenant) {
    Set<String> texts = new LinkedHashSet<>(List.of(""));
    for (char c : pattern.replace(PolicyTemplate.HOLE, "\0").toCharArray()) {
      List<String> next =
          switch (c) {
            case '\0' -> List.of(tenant.value());
            case '*' -> FOR_STAR;
            case '?' -> FOR_ONE;
            default -> List.of(String.valueOf(c));
          };
      Set<String> longer = new LinkedHashSet<>();
      texts.forEach(text -> next.forEach(more -> longer.add(text + more)));
      texts = longer;
    }
    return texts;
  }

  /** Whether the request touches the tenant's data, by another reading than the prover's. */
  static boolean touches(
      PolicyTemplate template, Ownership ownership, TenantId victim, AccessRequest request) {
    return shapes(template, ownership).stream()
        .anyMatch(
            shape ->
                shape.actions().contains(request.action())
                    && fits(shape.resource(), victim, request.resource())
                    && KEYS.stream()
                        .allMatch(
                            key ->
                                fits(shape.keys().get(key), victim, request.context().get(key))));
  }

  private static boolean fits(KeyShape shape, TenantId victim, List<String> values) {
    if (shape instanceof KeyShape.Single single) {
      return values != null
          && values.size() == 1
          && (single.prefixes()
              ? begins(single.pattern(), victim, values.get(0))
              : fits(single.pattern(), victim, values.get(0)));
    }
    if (shape instanceof KeyShape.AmongSeveral several) {
      return values != null
          && values.stream().anyMatch(value -> fits(several.pattern(), victim, value));
    }
    return shape == null || values == null;
  }

  private static boolean fits(String pattern, TenantId victim, String text) {
    return text.matches(regex(pattern, victim));
  }

  private static boolean begins(String pattern, TenantId victim, String text) {
    var matcher = Pattern.compile(regex(pattern, victim)).matcher(text);
    return matcher.matches() || matcher.hitEnd();
  }

  private static String regex(String pattern, TenantId victim) {
    StringBuilder regex = new StringBuilder();
    for (char c : pattern.replace(PolicyTemplate.HOLE, victim.value()).toCharArray()) {
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote("" + c));
    }
    return regex.toString();
  }
}
