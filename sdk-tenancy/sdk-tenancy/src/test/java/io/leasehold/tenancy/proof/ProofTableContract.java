package io.leasehold.tenancy.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A page with a row for each of a closed list of attacks: the first cell is the attack's id, the
 * third the verdict, the last two the proof and the sabotage. Each attack has a test that is tagged
 * with it, and the page tells the truth about them. Who extends it has a static {@code attacks()}.
 */
abstract class ProofTableContract {

  private static final List<TestSource> TESTS =
      Repository.testSources().stream().map(TestSource::of).toList();

  private final Page page;
  private final String tag;
  private final List<String> ids;
  private final Pattern verdicts;
  private final Pattern id;

  /**
   * @param page the page
   * @param tag how the tags of the attacks begin
   * @param ids the attacks, in the order of the page
   * @param verdicts what a verdict looks like
   */
  ProofTableContract(String page, String tag, List<String> ids, Pattern verdicts) {
    this.page = Page.of(Repository.file(page));
    this.tag = tag;
    this.ids = ids;
    this.verdicts = verdicts;
    this.id = Pattern.compile(ids.stream().map(Pattern::quote).collect(Collectors.joining("|")));
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void anAttackHasATestThatIsTaggedWithIt(String attack) {
    assertThat(TESTS)
        .filteredOn(test -> !test.name().endsWith("SabotageTest"))
        .filteredOn(test -> test.tags().contains(tag + attack))
        .as("tests with the tag " + tag + attack)
        .isNotEmpty();
  }

  @Test
  void noTestIsTaggedWithAnAttackThatThereIsNot() {
    List<String> known = ids.stream().map(attack -> tag + attack).toList();
    assertThat(TESTS)
        .flatExtracting(TestSource::tags)
        .filteredOn(found -> found.startsWith(tag))
        .isSubsetOf(known);
  }

  @Test
  void thePageHasEveryAttackOnceAndInOrder() {
    assertThat(page.rows(id)).extracting(cells -> cells.get(0)).containsExactlyElementsOf(ids);
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void theVerdictIsOneOfThoseThatThereAre(String attack) {
    assertThat(row(attack).get(2)).matches(verdicts);
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void whatThePageGivesAsProofIsTaggedWithTheAttack(String attack) {
    List<Page.Link> proofs = page.links(proof(attack));
    assertThat(proofs).isNotEmpty();
    assertThat(proofs).allSatisfy(link -> assertTagged(link, attack));
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void anAttackHasASabotageTestOrAReasonWhyNot(String attack) {
    String cell = sabotage(attack);
    if (cell.startsWith("none: ")) {
      assertThat(cell).hasSizeGreaterThan(30);
      return;
    }
    assertThat(page.links(cell)).isNotEmpty();
    assertThat(page.links(cell))
        .allSatisfy(
            link -> {
              assertThat(link.className()).endsWith("SabotageTest");
              assertTagged(link, attack);
            });
  }

  @Test
  void thePageForgetsNoSabotageTest() {
    Set<String> named = page.links().stream().map(Page.Link::className).collect(Collectors.toSet());
    assertThat(TESTS)
        .filteredOn(test -> test.name().endsWith("SabotageTest"))
        .filteredOn(test -> test.tags().stream().anyMatch(found -> found.startsWith(tag)))
        .extracting(TestSource::name)
        .allSatisfy(name -> assertThat(named).contains(name));
  }

  private void assertTagged(Page.Link link, String attack) {
    TestSource test = TestSource.of(link.file());
    Set<String> tags = link.method().isEmpty() ? test.tags() : test.tagsOf(link.method());
    assertThat(tags).as(link.text()).contains(tag + attack);
  }

  // What is behind the last bar of a row is a cell, too.
  private String proof(String attack) {
    List<String> cells = row(attack);
    return cells.get(cells.size() - 3);
  }

  private String sabotage(String attack) {
    List<String> cells = row(attack);
    return cells.get(cells.size() - 2);
  }

  private List<String> row(String attack) {
    return page.rows(Pattern.compile(Pattern.quote(attack))).get(0);
  }
}
