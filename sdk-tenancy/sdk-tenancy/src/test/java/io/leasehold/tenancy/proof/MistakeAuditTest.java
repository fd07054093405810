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

/** Each of the 28 mistakes has a test, and the page about them tells the truth about it. */
class MistakeAuditTest {

  private static final Pattern NUMBER = Pattern.compile("\\d\\d");

  private static final List<TestSource> TESTS =
      Repository.testSources().stream().map(TestSource::of).toList();

  private static final Page PAGE = Page.of(Repository.file("docs/tenancy/mistakes.md"));

  static Stream<String> mistakes() {
    return IntStream.rangeClosed(1, 28).mapToObj(number -> String.format("%02d", number));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeHasATestThatIsTaggedWithIt(String number) {
    assertThat(TESTS)
        .filteredOn(test -> test.tags().contains("mistake-" + number))
        .as("tests with the tag mistake-" + number)
        .isNotEmpty();
  }

  @Test
  void thePageHasEveryMistakeOnceAndInOrder() {
    assertThat(PAGE.rows(NUMBER))
        .extracting(cells -> cells.get(0))
        .containsExactlyElementsOf(mistakes().toList());
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void whatThePageGivesAsProofIsTaggedWithTheMistake(String number) {
    List<Page.Link> proofs = PAGE.links(cell(number, 3));
    assertThat(proofs).isNotEmpty();
    assertThat(proofs).allSatisfy(link -> assertTagged(link, number));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeHasASabotageTestOrAReasonWhyNot(String number) {
    String cell = cell(number, 4);
    if (cell.startsWith("none: ")) {
      assertThat(cell).hasSizeGreaterThan(30);
      return;
    }
    assertThat(PAGE.links(cell)).isNotEmpty();
    assertThat(PAGE.links(cell))
        .allSatisfy(
            link -> {
              assertThat(link.className()).endsWith("SabotageTest");
              assertTagged(link, number);
            });
  }

  @Test
  void thePageForgetsNoSabotageTest() {
    Set<String> named = PAGE.links().stream().map(Page.Link::className).collect(Collectors.toSet());
    assertThat(TESTS)
        .filteredOn(test -> test.name().endsWith("SabotageTest"))
        .filteredOn(test -> test.tags().stream().anyMatch(tag -> tag.startsWith("mistake-")))
        .extracting(TestSource::name)
        .allSatisfy(name -> assertThat(named).contains(name));
  }

  private static void assertTagged(Page.Link link, String number) {
    TestSource test = TestSource.of(link.file());
    Set<String> tags = link.method().isEmpty() ? test.tags() : test.tagsOf(link.method());
    assertThat(tags).as(link.text()).contains("mistake-" + number);
  }

  private static String cell(String number, int index) {
    return PAGE.rows(Pattern.compile(number)).get(0).get(index);
  }
}
