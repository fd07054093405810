package io.leasehold.tenancy.proof;

import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Each attack on the isolation on AWS has a test, and the page about them tells the truth. */
class AttackAuditTest extends ProofTableContract {

  AttackAuditTest() {
    super(
        "docs/isolation/attacks.md",
        "attack-",
        attacks().toList(),
        Pattern.compile("holds|by refusal|not decided offline"));
  }

  static Stream<String> attacks() {
    return Stream.of(
            ids("A", 1, 22),
            ids("B", 1, 18),
            ids("C", 1, 14),
            ids("D", 1, 13),
            ids("D", 20, 27),
            ids("D", 30, 44),
            ids("E", 1, 22),
            ids("F", 1, 10))
        .flatMap(ids -> ids);
  }

  private static Stream<String> ids(String group, int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(n -> String.format("%s%02d", group, n));
  }
}
