package io.leasehold.isolation.bench;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.scope.ApiRouteScope;
import io.leasehold.isolation.aws.scope.BedrockProfileScope;
import io.leasehold.isolation.aws.scope.CustomScope;
import io.leasehold.isolation.aws.scope.DatabaseUserScope;
import io.leasehold.isolation.aws.scope.DynamoDbCompositeScope;
import io.leasehold.isolation.aws.scope.DynamoDbPooledScope;
import io.leasehold.isolation.aws.scope.DynamoDbSiloScope;
import io.leasehold.isolation.aws.scope.EventBusScope;
import io.leasehold.isolation.aws.scope.Grant;
import io.leasehold.isolation.aws.scope.KinesisStreamScope;
import io.leasehold.isolation.aws.scope.KmsContextScope;
import io.leasehold.isolation.aws.scope.LambdaFunctionScope;
import io.leasehold.isolation.aws.scope.ParameterScope;
import io.leasehold.isolation.aws.scope.S3AccessPointScope;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import io.leasehold.isolation.aws.scope.SearchDomainScope;
import io.leasehold.isolation.aws.scope.SecretScope;
import io.leasehold.isolation.aws.scope.SesTenantScope;
import io.leasehold.isolation.aws.scope.SnsTopicScope;
import io.leasehold.isolation.aws.scope.SqsQueueScope;
import io.leasehold.isolation.aws.scope.TenantResourceScope;
import io.leasehold.isolation.aws.scope.UserPoolScope;
import io.leasehold.isolation.aws.scope.VectorIndexScope;
import io.leasehold.isolation.proof.ForeignRequest;
import io.leasehold.isolation.proof.Ownership;
import java.util.List;
import java.util.Map;

/** What is proved and compiled here. */
final class Blueprints {

  private static final List<TenantResourceScope> SIX =
      List.of(
          DynamoDbPooledScope.table("items"),
          S3PrefixScope.bucket("content"),
          SqsQueueScope.prefixed("orders-"),
          SnsTopicScope.prefixed("news-"),
          EventBusScope.of("app", "app."),
          SecretScope.under("app/"));

  private static final List<TenantResourceScope> ALL =
      List.of(
          DynamoDbPooledScope.table("items"),
          DynamoDbCompositeScope.table("things"),
          DynamoDbSiloScope.prefixed("orders_"),
          S3PrefixScope.bucket("content"),
          S3AccessPointScope.prefixed("data-"),
          SqsQueueScope.prefixed("orders-"),
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

  private Blueprints() {}

  /** By name: {@code one:} and a pattern of object keys, {@code six} services, or {@code all}. */
  static IsolationBlueprint named(String name) {
    if (name.startsWith("one:")) {
      return of(List.of(keys(name.substring("one:".length()))));
    }
    return switch (name) {
      case "six" -> of(SIX);
      case "all" -> of(ALL);
      default -> throw new IllegalArgumentException("no blueprint is called " + name);
    };
  }

  /** One action on one resource: as close to the search of a single pattern as one gets. */
  private static TenantResourceScope keys(String pattern) {
    String arn = "arn:aws:s3:::content/" + pattern;
    return new CustomScope(
        pattern,
        List.of(new Grant(List.of("s3:GetObject"), List.of(arn), Map.of())),
        new Ownership(
            "s3",
            List.of(new ForeignRequest(List.of("s3:GetObject"), arn, Map.of())),
            new ForeignRequest(List.of(), "*", Map.of())));
  }

  private static IsolationBlueprint of(List<TenantResourceScope> scopes) {
    IsolationBlueprint.Builder builder =
        IsolationBlueprint.builder("bench").region("eu-central-1").account("111111111111");
    scopes.forEach(builder::allow);
    return builder.build();
  }
}
