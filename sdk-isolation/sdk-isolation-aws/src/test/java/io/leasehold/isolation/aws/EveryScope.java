package io.leasehold.isolation.aws;

import io.leasehold.isolation.proof.ForeignRequest;
import io.leasehold.isolation.proof.Ownership;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One or more of each kind of scope, for tests that hold for all. */
public final class EveryScope {

  private EveryScope() {}

  /** Every kind there is. */
  public static Stream<TenantResourceScope> all() {
    return Stream.of(
        DynamoDbPooledScope.table("items"),
        DynamoDbCompositeScope.table("items"),
        new DynamoDbCompositeScope("items", "/"),
        DynamoDbSiloScope.prefixed("orders_"),
        S3PrefixScope.bucket("content"),
        // In a bucket of its own: "tenants" could be a tenant of the other.
        S3PrefixScope.bucket("archive").under("tenants/"),
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
        new UserPoolScope(),
        custom());
  }

  /** A blueprint of that scope alone. */
  public static IsolationBlueprint blueprint(TenantResourceScope... scopes) {
    IsolationBlueprint.Builder builder =
        IsolationBlueprint.builder("labs").region("eu-central-1").account("111111111111");
    for (TenantResourceScope scope : scopes) {
      builder.allow(scope);
    }
    return builder.build();
  }

  private static CustomScope custom() {
    String jobs = "arn:aws:batch:eu-central-1:111111111111:job-definition/";
    String share = "batch:ShareIdentifier";
    return new CustomScope(
        "jobs",
        List.of(
            new Grant(
                List.of("batch:SubmitJob"),
                List.of(jobs + "{T}_*"),
                Map.of("StringEquals", Map.of(share, "{T}")))),
        new Ownership(
            "batch",
            List.of(new ForeignRequest(List.of("batch:SubmitJob"), jobs + "{T}_*", Map.of())),
            new ForeignRequest(List.of("batch:DeregisterJobDefinition"), jobs + "*", Map.of())));
  }
}
