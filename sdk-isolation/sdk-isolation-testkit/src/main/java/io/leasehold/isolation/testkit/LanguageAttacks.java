package io.leasehold.isolation.testkit;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.policy.PolicyCompiler;
import io.leasehold.isolation.aws.policy.PolicyPlan;
import io.leasehold.isolation.aws.scope.TenantResourceScope;
import io.leasehold.isolation.catalogue.ActionCatalogue;
import io.leasehold.isolation.catalogue.Finding;
import io.leasehold.isolation.iam.StatementOutline;
import io.leasehold.tenancy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.opentest4j.AssertionFailedError;

/** Policies that read like isolation and are none. */
final class LanguageAttacks {

  private LanguageAttacks() {}

  static List<Attack> on(IsolationBlueprint blueprint, Intruder attacker, TenantId victim) {
    List<Attack> attacks = new ArrayList<>();
    attacks.add(
        new Attack("B01", "a request without the key", () -> withoutKeys(blueprint, attacker)));
    attacks.add(
        new Attack(
            "B02",
            "a request with own and foreign values",
            () -> mixed(blueprint, attacker, victim)));
    attacks.add(
        finding(
            blueprint,
            "B05",
            "a set operator where none belongs, or none where one does",
            Set.of(
                Finding.Kind.SET_OPERATOR_ON_ONE_VALUE,
                Finding.Kind.SEVERAL_VALUES_COMPARED_AS_ONE,
                Finding.Kind.FOR_ALL_VALUES_WITHOUT_NULL)));
    attacks.add(
        finding(
            blueprint,
            "B06",
            "a key or an action that there is not",
            Set.of(
                Finding.Kind.UNKNOWN_ACTION,
                Finding.Kind.UNKNOWN_OWNED_ACTION,
                Finding.Kind.UNKNOWN_KEY,
                Finding.Kind.UNSUPPORTED_KEY)));
    attacks.add(
        finding(
            blueprint, "B11", "an action with a wildcard", Set.of(Finding.Kind.WILDCARD_ACTION)));
    attacks.add(
        finding(
            blueprint,
            "B12",
            "an action that no resource narrows",
            Set.of(Finding.Kind.ACTION_WITHOUT_RESOURCE, Finding.Kind.WILDCARD_RESOURCE)));
    attacks.add(
        finding(blueprint, "B15", "a wildcard for the place", Set.of(Finding.Kind.WILDCARD_PLACE)));
    attacks.add(
        new Attack(
            "B16", "a policy that is too long for some tenant", () -> PolicyPlan.of(blueprint)));
    return attacks;
  }

  private static Attack finding(
      IsolationBlueprint blueprint, String id, String title, Set<Finding.Kind> kinds) {
    return new Attack(
        id,
        title,
        () -> {
          List<Finding> found =
              blueprint.check(ActionCatalogue.bundled()).stream()
                  .filter(finding -> kinds.contains(finding.kind()))
                  .toList();
          if (!found.isEmpty()) {
            throw new AssertionFailedError("blueprint " + blueprint.name() + ": " + found);
          }
        });
  }

  // Only the keys that tell the tenant: whoever adds others knows why.
  private static void withoutKeys(IsolationBlueprint blueprint, Intruder attacker) {
    for (StatementOutline statement : PolicyCompiler.template(blueprint).statements()) {
      for (StatementOutline.Test missing : telling(statement)) {
        Map<String, List<String>> keys = keys(statement, attacker.tenant());
        keys.remove(missing.key());
        each(statement, attacker, keys, "without " + missing.key());
      }
    }
  }

  private static void mixed(IsolationBlueprint blueprint, Intruder attacker, TenantId victim) {
    for (StatementOutline statement : PolicyCompiler.template(blueprint).statements()) {
      for (StatementOutline.Test test : telling(statement)) {
        String own = Samples.of(test.values().get(0), attacker.tenant()).get(0);
        String theirs = Samples.of(test.values().get(0), victim).get(0);
        for (List<String> both : List.of(List.of(own, theirs), List.of(theirs, own))) {
          Map<String, List<String>> keys = keys(statement, attacker.tenant());
          keys.put(test.key(), both);
          each(statement, attacker, keys, "with " + test.key() + " " + both);
        }
      }
    }
  }

  private static List<StatementOutline.Test> telling(StatementOutline statement) {
    return statement.conditions().stream()
        .filter(
            test -> test.values().stream().anyMatch(v -> v.contains(TenantResourceScope.TENANT)))
        .filter(test -> statement.allow())
        .toList();
  }

  private static Map<String, List<String>> keys(StatementOutline statement, TenantId tenant) {
    Map<String, List<String>> keys = new TreeMap<>();
    for (StatementOutline.Test test : statement.conditions()) {
      if (!test.operator().equals("Null")) {
        keys.put(test.key(), List.of(Samples.of(test.values().get(0), tenant).get(0)));
      }
    }
    return keys;
  }

  private static void each(
      StatementOutline statement, Intruder attacker, Map<String, List<String>> keys, String how) {
    for (String action : statement.actions()) {
      for (String resource : statement.resources()) {
        for (String arn : Samples.of(resource, attacker.tenant())) {
          if (!action.contains("*") && attacker.may(action, arn, keys)) {
            throw new AssertionFailedError(
                "tenant %s may %s on %s %s".formatted(attacker.tenant(), action, arn, how));
          }
        }
      }
    }
  }
}
