package io.leasehold.isolation.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.policy.PolicyCompiler;
import io.leasehold.isolation.aws.scope.DynamoDbCompositeScope;
import io.leasehold.isolation.aws.scope.DynamoDbPooledScope;
import io.leasehold.isolation.aws.scope.DynamoDbSiloScope;
import io.leasehold.isolation.aws.scope.EventBusScope;
import io.leasehold.isolation.aws.scope.KmsContextScope;
import io.leasehold.isolation.aws.scope.LambdaFunctionScope;
import io.leasehold.isolation.aws.scope.ParameterScope;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import io.leasehold.isolation.aws.scope.SecretScope;
import io.leasehold.isolation.aws.scope.SesTenantScope;
import io.leasehold.isolation.aws.scope.SnsTopicScope;
import io.leasehold.isolation.aws.scope.SqsQueueScope;
import io.leasehold.isolation.aws.scope.TenantResourceScope;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Takes a template that is proved, breaks one thing in it, and expects a witness. Each line is a
 * scope, a part of its policy and what stands there instead.
 */
class BrokenTemplatesTest {

  private static final String PLACE = "eu-central-1:111111111111";

  @ParameterizedTest
  @Tag("attack-B01")
  @Tag("attack-B02")
  @Tag("attack-B03")
  @Tag("attack-B08")
  @Tag("attack-B11")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "pooled    | ForAllValues:StringEquals                | ForAnyValue:StringEquals",
        "pooled    | \"dynamodb:LeadingKeys\":\"{T}\"         | \"dynamodb:LeadingKeys\":[\"{T}\",\"shared\",\"*\"]",
        "pooled    | StringEquals\":{\"dynamodb:LeadingKeys\":\"{T} | StringLike\":{\"dynamodb:LeadingKeys\":\"{T}*",
        "pooled    | StringEquals\":{\"dynamodb:LeadingKeys\":\"{T} | StringLike\":{\"dynamodb:LeadingKeys\":\"*{T}",
        "pooled    | StringEquals\":{\"dynamodb:LeadingKeys\":\"{T} | StringLike\":{\"dynamodb:LeadingKeys\":\"{T}?",
        "pooled    | StringEquals\":{\"dynamodb:LeadingKeys\":\"{T} | StringLike\":{\"dynamodb:LeadingKeys\":\"*",
        "pooled    | ForAllValues:StringEquals                | ForAllValues:StringNotEquals",
        "composite | {T}#*                                    | {T}*",
        "composite | {T}#*                                    | {T}-*",
        "composite | {T}#*                                    | *#*",
        "composite | {T}#*                                    | ?*#*",
        "composite | {T}#*                                    | *{T}#*",
        "composite | {T}#*                                    | {T}?*",
        "composite | ForAllValues:StringLike                  | ForAnyValue:StringLike",
        "silo      | table/orders_{T}\"                       | table/orders_{T}*\"",
        "silo      | table/orders_{T}\"                       | table/*_{T}\",\"arn:aws:dynamodb:eu-central-1:111111111111:table/orders_*\"",
        "silo      | table/orders_{T}/index/*                 | table/orders_*/index/*",
        "silo      | table/orders_{T}\"                       | table/orders_?*\"",
        "objects   | content/{T}/*\"}                         | content/{T}*\"}",
        "objects   | content/{T}/*\"}                         | content/*\"}",
        "objects   | content/{T}/*\"}                         | content/*{T}/*\"}",
        "objects   | content/{T}/*\"}                         | content/{T}?/*\"}",
        "objects   | content/{T}/*\"}                         | */{T}*\"}",
        "objects   | \"s3:prefix\":\"{T}/*\"                  | \"s3:prefix\":\"{T}*\"",
        "objects   | \"s3:prefix\":\"{T}/*\"                  | \"s3:prefix\":\"*\"",
        "objects   | \"s3:prefix\":\"{T}/*\"                  | \"s3:prefix\":[\"{T}/*\",\"\"]",
        "objects   | \"s3:prefix\":\"{T}/*\"                  | \"s3:prefix\":[\"{T}/*\",\"{T}\"]",
        "objects   | \"StringLike\"                           | \"StringLikeIfExists\"",
        "objects   | \"StringLike\"                           | \"StringNotLike\"",
        "objects   | \"StringLike\"                           | \"ForAllValues:StringLike\"",
        "queues    | orders-{T}                               | orders-{T}*",
        "queues    | orders-{T}                               | orders-{T}-*",
        "queues    | orders-{T}                               | *-{T}",
        "queues    | orders-{T}                               | orders*",
        "topics    | news-{T}                                 | news-{T}*",
        "topics    | news-{T}                                 | *",
        "bus       | ForAllValues:StringEquals                | ForAnyValue:StringEquals",
        "bus       | ForAllValues:StringEquals                | ForAnyValue:StringLike",
        "bus       | \"app.{T}\"                            | [\"app.{T}\",\"app.shared\",\"app.b0\"]",
        "secrets   | app/{T}/*                                | app/{T}*",
        "secrets   | app/{T}/*                                | app/*",
        "secrets   | app/{T}/*                                | */{T}*",
        "params    | app/{T}\"                                | app\"",
        "params    | app/{T}\"                                | app/{T}*\"",
        "params    | app/{T}/*                                | app/*",
        "key       | \"kms:EncryptionContext:tenant\":\"{T}\" | \"kms:EncryptionContext:tenant\":\"b0\"",
        "key       | StringEquals\":{\"kms:EncryptionContext:tenant | StringEqualsIfExists\":{\"kms:EncryptionContext:tenant",
        "mail      | \"ses:TenantName\":\"{T}\"               | \"aws:PrincipalTag/x\":\"y\"",
        "mail      | StringEquals                             | StringEqualsIfExists",
        "function  | orders_{T}                               | orders_{T}*",
        "function  | orders_{T}                               | *_{T}*",
      })
  void aWitnessIsFoundForEachBreak(String scope, String part, String instead) {
    String whole = PolicyCompiler.template(blueprint(scope(scope))).json();
    assertThat(whole).contains(part);
    Proof proof =
        IsolationProver.prove(
            new PolicyTemplate(whole.replace(part, instead)),
            List.of(scope(scope).ownership(blueprint(scope(scope)).place())));

    assertThat(proof).isInstanceOf(Proof.Leaks.class);
    Proof.Leaks leak = (Proof.Leaks) proof;
    assertThat(leak.attacker()).isNotEqualTo(leak.victim());
  }

  private static IsolationBlueprint blueprint(TenantResourceScope scope) {
    String[] place = PLACE.split(":", 2);
    return IsolationBlueprint.builder("b").region(place[0]).account(place[1]).allow(scope).build();
  }

  private static TenantResourceScope scope(String name) {
    return switch (name) {
      case "pooled" -> DynamoDbPooledScope.table("items");
      case "composite" -> DynamoDbCompositeScope.table("items");
      case "silo" -> DynamoDbSiloScope.prefixed("orders_");
      case "objects" -> S3PrefixScope.bucket("content");
      case "queues" -> SqsQueueScope.prefixed("orders-");
      case "topics" -> SnsTopicScope.prefixed("news-");
      case "bus" -> EventBusScope.of("app", "app.");
      case "secrets" -> SecretScope.under("app/");
      case "params" -> ParameterScope.under("app/");
      case "key" -> KmsContextScope.key("1234abcd-12ab-34cd-56ef-1234567890ab");
      case "mail" -> SesTenantScope.from("example.com");
      case "function" -> LambdaFunctionScope.prefixed("orders_");
      default -> throw new IllegalArgumentException(name);
    };
  }
}
