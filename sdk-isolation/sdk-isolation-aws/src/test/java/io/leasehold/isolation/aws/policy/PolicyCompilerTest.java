package io.leasehold.isolation.aws.policy;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static io.leasehold.isolation.aws.fixture.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.scope.AwsPlace;
import io.leasehold.isolation.aws.scope.DynamoDbPooledScope;
import io.leasehold.isolation.aws.scope.Grant;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyCompilerTest {

  private static IsolationBlueprint.Builder labs() {
    return IsolationBlueprint.builder("labs").region("eu-central-1").account("111111111111");
  }

  @Test
  void the_policy_is_this_text_and_no_character_more() {
    SessionPolicy policy = PolicyCompiler.compile(Samples.blueprint(), ACME);

    assertThat(policy.json())
        .isEqualTo(
            "{\"Version\":\"2012-10-17\",\"Statement\":["
                + "{\"Effect\":\"Allow\",\"Action\":\"s3:ListBucket\","
                + "\"Resource\":\"arn:aws:s3:::labs-content\","
                + "\"Condition\":{\"StringLike\":{\"s3:prefix\":\"acme/*\"}}},"
                + "{\"Effect\":\"Allow\",\"Action\":[\"dynamodb:BatchGetItem\","
                + "\"dynamodb:BatchWriteItem\",\"dynamodb:ConditionCheckItem\","
                + "\"dynamodb:DeleteItem\",\"dynamodb:GetItem\",\"dynamodb:PutItem\","
                + "\"dynamodb:Query\",\"dynamodb:UpdateItem\"],"
                + "\"Resource\":\"arn:aws:dynamodb:eu-central-1:111111111111:table/labs-activity\","
                + "\"Condition\":{\"ForAllValues:StringEquals\":{\"dynamodb:LeadingKeys\":\"acme\"},"
                + "\"Null\":{\"dynamodb:LeadingKeys\":\"false\"}}},"
                + "{\"Effect\":\"Allow\",\"Action\":[\"s3:AbortMultipartUpload\","
                + "\"s3:DeleteObject\",\"s3:GetObject\",\"s3:PutObject\"],"
                + "\"Resource\":\"arn:aws:s3:::labs-content/acme/*\"}]}");
    assertThat(policy.characters()).isEqualTo(policy.json().length()).isEqualTo(720);
  }

  @Test
  void equal_blueprints_make_equal_policies_in_whatever_order() {
    DynamoDbPooledScope table = DynamoDbPooledScope.table("labs-activity");
    S3PrefixScope bucket = S3PrefixScope.bucket("labs-content");
    SessionPolicy one = PolicyCompiler.compile(labs().allow(table).allow(bucket).build(), ACME);
    SessionPolicy other = PolicyCompiler.compile(labs().allow(bucket).allow(table).build(), ACME);

    assertThat(one).isEqualTo(other);
    assertThat(one.digest()).isEqualTo(other.digest()).matches("[0-9a-f]{64}");
    assertThat(PolicyCompiler.compile(labs().allow(table).build(), GLOBEX).digest())
        .isNotEqualTo(PolicyCompiler.compile(labs().allow(table).build(), ACME).digest());
  }

  @Test
  @Tag("attack-B17")
  void tables_under_the_same_conditions_share_a_statement() {
    String json =
        PolicyCompiler.compile(
                labs()
                    .allow(DynamoDbPooledScope.table("labs-b"))
                    .allow(DynamoDbPooledScope.table("labs-a"))
                    .build(),
                ACME)
            .json();

    assertThat(json)
        .contains("table/labs-a\",\"arn:aws:dynamodb:eu-central-1:111111111111:table/labs-b\"")
        .containsOnlyOnce("Effect")
        .containsOnlyOnce("\"Null\"");
  }

  @Test
  void objects_may_lie_below_a_parent() {
    S3PrefixScope scope = S3PrefixScope.bucket("labs-content").under("tenants/v1/");

    assertThat(scope.prefix(ACME)).isEqualTo("tenants/v1/acme/");
    assertThat(PolicyCompiler.compile(labs().allow(scope).build(), ACME).json())
        .contains("labs-content/tenants/v1/acme/*", "\"s3:prefix\":\"tenants/v1/acme/*\"");
  }

  @Test
  @Tag("attack-B16")
  void exactly_2048_characters_are_taken_and_one_more_is_refused() {
    String fitting = filler(2_048);

    assertThat(PolicyCompiler.compile(almostFull(fitting), ACME).characters()).isEqualTo(2_048);
    assertThat(PolicyCompiler.compile(almostFull(filler(2_047)), ACME).characters())
        .isEqualTo(2_047);
    assertThatExceptionOfType(PolicyBudgetException.class)
        .isThrownBy(() -> PolicyCompiler.compile(almostFull(filler(2_049)), ACME))
        .satisfies(
            e -> {
              assertThat(e.characters()).isEqualTo(2_049);
              assertThat(e.code()).isEqualTo("LH-ISO-102");
              assertThat(e.charactersByScope())
                  .hasSize(8)
                  .containsKeys("bucket labs-content", "bucket labs-content under a/")
                  .allSatisfy((scope, characters) -> assertThat(characters).isPositive());
            })
        .withMessageContaining("2049 characters and STS takes 2048")
        .withMessageContaining("bucket labs-content");
  }

  /** A table name that makes the whole policy that long. */
  private static String filler(int characters) {
    int shortest = PolicyCompiler.compile(almostFull("xxx"), ACME).characters();
    return "x".repeat(3 + characters - shortest);
  }

  private static IsolationBlueprint almostFull(String table) {
    S3PrefixScope bucket = S3PrefixScope.bucket("labs-content");
    return labs()
        .allow(bucket)
        .allow(bucket.under("a/"))
        .allow(bucket.under("b/"))
        .allow(bucket.under("c/"))
        .allow(DynamoDbPooledScope.table("y".repeat(200)))
        .allow(DynamoDbPooledScope.table("z".repeat(200)))
        .allow(DynamoDbPooledScope.table("zz".repeat(100) + "z"))
        .allow(DynamoDbPooledScope.table(table))
        .build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "t*", "t?", "${aws:username}", "a/b", "a b", "a\"b", "a:b"})
  void a_malformed_table_is_refused(String table) {
    assertThatThrownBy(() -> DynamoDbPooledScope.table(table))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab", "B-ucket", "b*b", "b/b", "arn:aws:s3:::b", "-bb", "${x}"})
  void a_malformed_bucket_is_refused(String bucket) {
    assertThatThrownBy(() -> S3PrefixScope.bucket(bucket))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "/", "/a/", "a//", "../", "a/../", "./", "*/", "${x}/", "a b/"})
  void a_malformed_parent_is_refused(String parent) {
    assertThatThrownBy(() -> S3PrefixScope.bucket("labs-content").under(parent))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Tag("attack-B15")
  void a_place_is_literal() {
    assertThatThrownBy(() -> new AwsPlace("*", "eu-central-1", "111111111111"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AwsPlace("aws", "*", "111111111111"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AwsPlace("aws", "eu-central-1", "*"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new AwsPlace("aws-us-gov", "us-gov-west-1", "111111111111").partition())
        .isEqualTo("aws-us-gov");
  }

  @Test
  @Tag("attack-C01")
  void a_blueprint_without_scopes_is_refused_because_it_would_not_narrow_the_role() {
    assertThatThrownBy(() -> labs().build()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                labs()
                    .allow(S3PrefixScope.bucket("labs-content"))
                    .allow(S3PrefixScope.bucket("labs-content"))
                    .build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Tag("attack-B11")
  void a_grant_names_its_actions() {
    assertThatThrownBy(() -> new Grant(List.of("dynamodb:*"), List.of("x"), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Grant(List.of(), List.of("x"), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
