package io.leasehold.tenancy.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each attack on the isolation on AWS has a test, and the page about them tells the truth. */
class AttackAuditTest {

  private static final Pattern ID = Pattern.compile("[A-F]\\d\\d");
  private static final Set<String> VERDICTS = Set.of("holds", "by refusal", "not decided offline");

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
  void theVerdictIsOneOfThree(String id) {
    assertThat(VERDICTS).contains(cell(id, 2));
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void whatThePageGivesAsProofIsTaggedWithTheAttack(String id) {
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
    assertThat(PAGE.links(cell)).isNotEmpty();
    assertThat(PAGE.links(cell))
        .allSatisfy(
            link -> {
              assertThat(link.className()).endsWith("SabotageTest");
              assertTagged(link, id);
            });
  }

  @Test
  void thePageForgetsNoSabotageTest() {
    Set<String> named = PAGE.links().stream().map(Page.Link::className).collect(Collectors.toSet());
    assertThat(TESTS)
        .filteredOn(test -> test.name().endsWith("SabotageTest"))
        .filteredOn(test -> test.tags().stream().anyMatch(tag -> tag.startsWith("attack-")))
        .extracting(TestSource::name)
        .allSatisfy(name -> assertThat(named).contains(name));
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
