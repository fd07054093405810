package io.leasehold.isolation.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.EveryScope;
import io.leasehold.isolation.aws.scope.TenantResourceScope;
import io.leasehold.isolation.catalogue.ActionCatalogue;
import io.leasehold.isolation.catalogue.CatalogueAction;
import io.leasehold.isolation.catalogue.CatalogueService;
import io.leasehold.isolation.iam.StatementOutline;
import io.leasehold.isolation.proof.IsolationProver;
import io.leasehold.isolation.proof.PolicyTemplate;
import io.leasehold.isolation.proof.Proof;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever AWS lets one do to what a scope shares out, granted for the things of all tenants and
 * without conditions, is not called isolated: the scope's ownership overlooks no action.
 */
class BesideEveryScopeTest {

  // Models are nobody's; the scope says so.
  private static final String NOBODYS = "arn:aws:bedrock:eu-central-1::foundation-model/*";

  static Stream<TenantResourceScope> scopes() {
    return EveryScope.shipped();
  }

  @ParameterizedTest
  @MethodSource("scopes")
  @Tag("attack-B11")
  void noActionOnTheThingsOfAllTenantsIsIsolated(TenantResourceScope scope) {
    IsolationBlueprint blueprint =
        IsolationBlueprint.builder("b")
            .region("eu-central-1")
            .account("111111111111")
            .allow(scope)
            .build();
    int tried = 0;
    for (String resource : resources(blueprint)) {
      for (CatalogueAction action : actions(resource)) {
        PolicyTemplate policy =
            new PolicyTemplate(
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":\"%s\"}}"
                    .formatted(action.name(), resource));

        assertThat(IsolationProver.prove(policy, blueprint.ownerships()))
            .as("%s on %s", action.name(), resource)
            .isNotInstanceOf(Proof.Isolated.class);
        tried++;
      }
    }
    assertThat(tried).isPositive();
  }

  private static Set<String> resources(IsolationBlueprint blueprint) {
    Set<String> resources = new TreeSet<>();
    for (StatementOutline statement : PolicyCompiler.template(blueprint).statements()) {
      statement.resources().forEach(arn -> resources.add(arn.replace("{T}", "*")));
    }
    resources.remove(NOBODYS);
    return resources;
  }

  private static Iterable<CatalogueAction> actions(String resource) {
    Optional<CatalogueService> service =
        ActionCatalogue.bundled().serviceOf(resource.split(":", 6)[2] + ":Any");
    return service.orElseThrow().actions().values();
  }
}
