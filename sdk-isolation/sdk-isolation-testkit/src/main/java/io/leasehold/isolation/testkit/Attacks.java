package io.leasehold.isolation.testkit;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import io.leasehold.isolation.aws.IsolationBlueprint;
import java.util.List;
import org.junit.jupiter.api.DynamicNode;

/** All attacks on what a test names, by their groups. */
final class Attacks {

  private Attacks() {}

  static List<DynamicNode> on(IsolationTck test) {
    IsolationBlueprint blueprint = test.blueprint();
    Intruder attacker = Intruder.of(blueprint, test.attacker());
    return List.of(
        group("A the id in the policy", IdAttacks.on(blueprint)),
        group("B the policy language", LanguageAttacks.on(blueprint, attacker, test.victim())),
        group("C policies together", InterplayAttacks.on(blueprint, attacker)),
        group("D services", ServiceAttacks.on(blueprint, attacker, test.victim())),
        group("E the code", CodeAttacks.on(test)));
  }

  private static DynamicNode group(String name, List<Attack> attacks) {
    return dynamicContainer(name, Attack.tests(attacks));
  }
}
