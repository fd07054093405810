package io.leasehold.tenancy.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each attack on the isolation on AWS has a test, and the page about them tells the truth. */
class AttackAuditTest {

  private static final Pattern ID = Pattern.compile("[A-F]\\d\\d");
  private static final Set<String> VERDICTS =
      Set.of("holds", "by refusal", "not decided offline", "open");

  /** To be proved yet; nothing else may lack a test. */
  private static final Set<String> OPEN = Set.of("E16 E21".split(" "));

  /** To be sabotaged yet; everything else has a sabotage test or a reason why not. */
  private static final Set<String> NOT_SABOTAGED =
      Set.of(
          ("A06 A11 A18 A22 C03 C04 C07 C09 C11 C13 C14 E04 E08 E10 E11 E12 E15 E16 E19 E20 "
                  + "E21 E22 F07 F08")
              .split(" "));

  private static final List<TestSource> TESTS =
      Repository.testSources().stream().map(TestSource::of).toList();

  private static final Page PAGE = Page.of(Repository.file("docs/isolation/attacks.md"));

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

  @ParameterizedTest
  @MethodSource("attacks")
  void anAttackHasATestThatIsTaggedWithIt(String id) {
    if (OPEN.contains(id)) {
      return;
    }
    assertThat(TESTS)
        .filteredOn(test -> !test.name().endsWith("SabotageTest"))
        .filteredOn(test -> test.tags().contains("attack-" + id))
        .as("tests with the tag attack-" + id)
        .isNotEmpty();
  }

  @Test
  void noTestIsTaggedWithAnAttackThatThereIsNot() {
    List<String> known = attacks().map(id -> "attack-" + id).toList();
    assertThat(TESTS)
        .flatExtracting(TestSource::tags)
        .filteredOn(tag -> tag.startsWith("attack-"))
        .isSubsetOf(known);
  }

  @Test
  void thePageHasEveryAttackOnceAndInOrder() {
    assertThat(PAGE.rows(ID))
        .extracting(cells -> cells.get(0))
        .containsExactlyElementsOf(attacks().toList());
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void theVerdictIsOneOfFour(String id) {
    assertThat(VERDICTS).contains(cell(id, 2));
    assertThat(cell(id, 2).equals("open")).isEqualTo(OPEN.contains(id));
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void whatThePageGivesAsProofIsTaggedWithTheAttack(String id) {
    if (OPEN.contains(id)) {
      return;
    }
    List<Page.Link> proofs = PAGE.links(cell(id, 4));
    assertThat(proofs).isNotEmpty();
    assertThat(proofs).allSatisfy(link -> assertTagged(link, id));
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void anAttackHasASabotageTestOrAReasonWhyNot(String id) {
    String cell = cell(id, 5);
    if (cell.startsWith("none: ")) {
      assertThat(cell).hasSizeGreaterThan(30);
      return;
    }
    if (NOT_SABOTAGED.contains(id)) {
      return;
    }
    assertThat(PAGE.links(cell)).isNotEmpty();
    assertThat(PAGE.links(cell))
        .allSatisfy(
            link -> {
              assertThat(link.className()).endsWith("SabotageTest");
              assertTagged(link, id);
            });
  }

  private static void assertTagged(Page.Link link, String id) {
    TestSource test = TestSource.of(link.file());
    Set<String> tags = link.method().isEmpty() ? test.tags() : test.tagsOf(link.method());
    assertThat(tags).as(link.text()).contains("attack-" + id);
  }

  private static Stream<String> ids(String group, int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(n -> String.format("%s%02d", group, n));
  }

  private static String cell(String id, int index) {
    return PAGE.rows(Pattern.compile(id)).get(0).get(index);
  }
}
