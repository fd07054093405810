package io.leasehold.isolation.aws.scope;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.EveryScope;
import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.proof.Proof;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each scope by itself is proved for all tenants. */
class ScopeProofTest {

  @ParameterizedTest
  @MethodSource("scopes")
  void eachScopeIsProvedForAllTenants(TenantResourceScope scope) {
    IsolationBlueprint blueprint =
        IsolationBlueprint.builder("labs")
            .region("eu-central-1")
            .account("111111111111")
            .allow(scope)
            .build();
    assertThat(blueprint.prove()).isInstanceOf(Proof.Isolated.class);
  }

  static Stream<TenantResourceScope> scopes() {
    return EveryScope.shipped();
  }
}
