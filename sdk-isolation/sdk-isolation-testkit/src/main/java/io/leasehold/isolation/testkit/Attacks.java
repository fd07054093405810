package io.leasehold.isolation.testkit;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicNode;

/** All attacks on what a test names, by their groups. */
final class Attacks {

  private Attacks() {}

  static List<DynamicNode> on(IsolationTck test) {
    IsolationBlueprint blueprint = test.blueprint();
    Intruder attacker = Intruder.of(blueprint, test.attacker());
    List<DynamicNode> groups = new ArrayList<>();
    groups.add(group("A the id in the policy", IdAttacks.on(blueprint)));
    groups.add(
        group("B the policy language", LanguageAttacks.on(blueprint, attacker, test.victim())));
    groups.add(group("C policies together", InterplayAttacks.on(blueprint, attacker)));
    groups.add(group("D services", ServiceAttacks.on(blueprint, attacker, test.victim())));
    groups.add(group("E the code", CodeAttacks.on(test)));
    test.siloFindings().ifPresent(found -> groups.add(group("F roles", RoleAttacks.on(found))));
    return groups;
  }

  private static DynamicNode group(String name, List<Attack> attacks) {
    return dynamicContainer(name, Attack.tests(attacks));
  }
}
