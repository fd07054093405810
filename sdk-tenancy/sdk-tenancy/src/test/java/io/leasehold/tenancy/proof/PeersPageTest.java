package io.leasehold.tenancy.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The comparison claims nothing without a test, and leaves nothing open without a word. */
class PeersPageTest {

  private static final Pattern FEATURE = Pattern.compile("(?!Feature|---).+");

  private static final Page PAGE = Page.of(Repository.file("docs/tenancy/peers.md"));

  @Test
  void everyFeatureOfTheComparisonIsThere() {
    assertThat(PAGE.rows(FEATURE)).hasSize(46);
  }

  @Test
  void whatWeClaimIsLinkedToATestThatExists() {
    assertThat(rows("●", "◐"))
        .allSatisfy(
            cells ->
                assertThat(PAGE.links(cells.get(3)))
                    .as(cells.get(0))
                    .isNotEmpty()
                    .allSatisfy(
                        link -> {
                          assertThat(link.isToATest()).as(link.text()).isTrue();
                          assertThat(Files.exists(link.file())).as(link.text()).isTrue();
                        }));
  }

  @Test
  void whatWeDoNotHaveIsSaid() {
    assertThat(rows("◐", "○"))
        .allSatisfy(cells -> assertThat(cells.get(2)).as(cells.get(0)).hasSizeGreaterThan(20));
  }

  @Test
  void noOtherAnswerIsGiven() {
    assertThat(rows("●", "◐", "○")).hasSameSizeAs(PAGE.rows(FEATURE));
  }

  private static List<List<String>> rows(String... answers) {
    return PAGE.rows(FEATURE).stream()
        .filter(cells -> List.of(answers).contains(cells.get(1).substring(0, 1)))
        .toList();
  }
}
