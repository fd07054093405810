package io.leasehold.isolation.testkit;

import io.leasehold.isolation.silo.SiloFinding;
import io.leasehold.isolation.silo.SiloRule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.opentest4j.AssertionFailedError;

/** Attacks on roles that belong to one tenant each: one test for each rule of the inspector. */
final class RoleAttacks {

  private RoleAttacks() {}

  static List<Attack> on(List<SiloFinding> findings) {
    return Arrays.stream(SiloRule.values())
        .map(
            rule ->
                new Attack(
                    rule.name().substring(0, 3),
                    rule.name().substring(4).replace('_', ' ').toLowerCase(Locale.ROOT),
                    () -> holds(rule, findings)))
        .toList();
  }

  private static void holds(SiloRule rule, List<SiloFinding> findings) {
    List<SiloFinding> errors =
        findings.stream().filter(found -> found.rule() == rule && found.isError()).toList();
    if (!errors.isEmpty()) {
      throw new AssertionFailedError(errors.toString());
    }
  }
}
