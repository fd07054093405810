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
    IsolationBlueprint blueprint =
        IsolationBlueprint.builder("labs")
            .region("eu-central-1")
            .account("111111111111")
            .allow(scope)
            .build();
    assertThat(blueprint.prove()).isInstanceOf(Proof.Isolated.class);
  }

  static Stream<TenantResourceScope> scopes() {
    return Stream.of(
        DynamoDbPooledScope.table("items"),
        DynamoDbCompositeScope.table("items"),
        DynamoDbSiloScope.prefixed("orders_"),
        S3PrefixScope.bucket("content"),
        S3PrefixScope.bucket("content").under("tenants/"),
        S3AccessPointScope.prefixed("data-"),
        SqsQueueScope.prefixed("orders-"),
        new SqsQueueScope("orders-", "-work.fifo"),
        SnsTopicScope.prefixed("news-"),
        EventBusScope.of("app", "app."),
        SecretScope.under("app/"),
        ParameterScope.under("app/"),
        KmsContextScope.key("1234abcd-12ab-34cd-56ef-1234567890ab"),
        SesTenantScope.from("example.com"),
        LambdaFunctionScope.prefixed("orders_"),
        new ApiRouteScope("a1b2c3d4e5", "prod", "t/"),
        SearchDomainScope.prefixed("search-"),
        KinesisStreamScope.prefixed("events-"),
        DatabaseUserScope.of("cluster-ABCDEFGH", "t_"),
        new BedrockProfileScope(),
        VectorIndexScope.bucket("vectors"),
        new UserPoolScope());
  }
}
