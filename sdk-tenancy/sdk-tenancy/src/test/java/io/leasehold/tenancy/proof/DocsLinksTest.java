package io.leasehold.tenancy.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages point at exists, down to the method of a test. */
class DocsLinksTest {

  static Stream<Path> pages() {
    return Stream.concat(
        Repository.files(Repository.file("docs"), ".md").stream(),
        Stream.of("README.md", "sdk-tenancy/sdk-tenancy-bench/README.md").map(Repository::file));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(Path page) {
    assertThat(Page.of(page).links())
        .allSatisfy(
            link -> assertThat(link.file()).as(link.text()).satisfies(DocsLinksTest::exists));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyTestThatIsNamedIsThere(Path page) {
    assertThat(Page.of(page).links())
        .filteredOn(link -> link.isToATest() && !link.method().isEmpty())
        .allSatisfy(
            link -> {
              TestSource source = TestSource.of(link.file());
              assertThat(source.name()).isEqualTo(link.className());
              assertThat(source.hasMethod(link.method())).as(link.text()).isTrue();
            });
  }

  private static void exists(Path path) {
    assertThat(Files.exists(path)).isTrue();
  }
}
