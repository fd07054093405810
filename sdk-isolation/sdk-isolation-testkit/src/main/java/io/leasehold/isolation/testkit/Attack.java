package io.leasehold.isolation.testkit;

import java.util.List;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * One attack, as a test that fails when it succeeds.
 *
 * @param id its number in the list of attacks, such as {@code D06}
 * @param title what is tried
 * @param attempt tries it
 */
record Attack(String id, String title, Executable attempt) {

  DynamicNode test() {
    return DynamicTest.dynamicTest(id + " " + title, attempt);
  }

  static List<DynamicNode> tests(List<Attack> attacks) {
    return attacks.stream().map(Attack::test).toList();
  }
}
