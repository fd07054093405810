package io.leasehold.isolation.aws.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.leasehold.isolation.aws.fixture.EveryScope;
import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.catalogue.ActionCatalogue;
import io.leasehold.isolation.catalogue.CatalogueDrift;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each scope means to AWS what it says. */
class ScopeCatalogueTest {

  private static final String NEWER = "leasehold.catalogue.newer";
  private static final ActionCatalogue CATALOGUE = ActionCatalogue.bundled();

  private static IsolationBlueprint blueprint(String partition, TenantResourceScope scope) {
    return new IsolationBlueprint(
        "labs", new AwsPlace(partition, "eu-central-1", "111111111111"), List.of(scope));
  }

  static Stream<TenantResourceScope> scopes() {
    return EveryScope.shipped();
  }

  @ParameterizedTest
  @MethodSource("scopes")
  @Tag("attack-B06")
  @Tag("attack-B11")
  @Tag("attack-B12")
  @Tag("attack-B15")
  void noScopeHasAFinding(TenantResourceScope scope) {
    assertThat(blueprint("aws", scope).check(CATALOGUE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws-cn", "aws-us-gov"})
  void norInAnotherPartition(String partition) {
    assertThat(scopes().flatMap(scope -> blueprint(partition, scope).check(CATALOGUE).stream()))
        .isEmpty();
  }

  @Test
  void noScopeOfTheLibraryIsLeftOut() {
    Set<Class<?>> tried = scopes().map(Object::getClass).collect(Collectors.toSet());
    assertThat(TenantResourceScope.class.getPermittedSubclasses())
        .filteredOn(scope -> scope != CustomScope.class)
        .allSatisfy(scope -> assertThat(tried).contains(scope));
  }

  /** {@code -Dleasehold.catalogue.newer=<file that extract.mjs made>}. */
  @Test
  void theScopesHoldAgainstANewerCatalogue() throws IOException {
    String file = System.getProperty(NEWER);
    assumeTrue(file != null, "no newer catalogue given by -D" + NEWER);
    ActionCatalogue newer = ActionCatalogue.read(Path.of(String.valueOf(file)));

    CatalogueDrift drift = CatalogueDrift.between(CATALOGUE, newer);
    System.out.println(drift.from() + " -> " + drift.to() + ": " + drift.changes().size());
    drift.changes().forEach(System.out::println);

    assertThat(scopes().flatMap(scope -> blueprint("aws", scope).check(newer).stream())).isEmpty();
  }
}
