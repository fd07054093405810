package io.leasehold.isolation.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.proof.Proof;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each scope by itself is proved for all tenants. */
class ScopeProofTest {

  @ParameterizedTest
  @MethodSource("scopes")
  void eachScopeIsProvedForAllTenants(TenantResourceScope scope) {
    assertThat(EveryScope.blueprint(scope).prove()).isInstanceOf(Proof.Isolated.class);
  }

  static Stream<TenantResourceScope> scopes() {
    return Stream.concat(
        EveryScope.all(), Stream.of(S3PrefixScope.bucket("content").under("tenants/")));
  }
}
