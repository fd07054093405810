package io.leasehold.isolation.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.scope.DynamoDbPooledScope;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import io.leasehold.isolation.aws.scope.TenantResourceScope;
import io.leasehold.tenancy.TenantId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates that an attacker, or a slip, would have the prover read as another than IAM does. */
class MisreadTemplateTest {

  private static final String VERSION = "\"Version\":\"2012-10-17\",";

  private static String allow(String version, String action, String resource) {
    return "{%s\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":\"%s\"}}"
        .formatted(version, action, resource);
  }

  private static Proof prove(TenantResourceScope scope, String json) {
    IsolationBlueprint blueprint =
        IsolationBlueprint.builder("b")
            .region("eu-central-1")
            .account("111111111111")
            .allow(scope)
            .build();
    return IsolationProver.prove(
        new PolicyTemplate(json), List.of(scope.ownership(blueprint.place())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0hol\\u00650", "0hol\\u00651", "\\u007bT}", "0hole1"})
  void what_could_be_taken_for_a_hole_and_is_none_is_refused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new PolicyTemplate(
                    allow(VERSION, "s3:GetObject", "arn:aws:s3:::content/" + name + "/*")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0hole{T}", "{T}0hole", "{T}hole1", "0{T}hole0"})
  void what_stands_beside_a_hole_stays_beside_it(String name) {
    String resource = "arn:aws:s3:::content/" + name + "/*";
    PolicyTemplate template = new PolicyTemplate(allow(VERSION, "s3:GetObject", resource));

    assertThat(template.statements().get(0).resources()).containsExactly(resource);
    assertThat(template.json(TenantId.of("acme"))).contains(name.replace("{T}", "acme"));
  }

  @Test
  void an_old_version_in_which_variables_are_text_is_not_proved() {
    String resource = "arn:aws:s3:::content/{T}/${*}";

    assertThat(prove(S3PrefixScope.bucket("content"), allow(VERSION, "s3:GetObject", resource)))
        .isInstanceOf(Proof.Isolated.class);
    for (String old : List.of("", "\"Version\":\"2008-10-17\",")) {
      assertThat(prove(S3PrefixScope.bucket("content"), allow(old, "s3:GetObject", resource)))
          .isEqualTo(new Proof.Undecided("variables are text before policy version 2012-10-17"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:s3:::content2/*",
        "arn:aws:s3:::content2/{T}/*",
        "arn:aws-cn:s3:::content/{T}/*",
        "arn:aws:s3:eu-central-1:111111111111:accesspoint/x/object/{T}/*"
      })
  void a_resource_of_which_no_scope_speaks_is_not_proved(String resource) {
    assertThat(prove(S3PrefixScope.bucket("content"), allow(VERSION, "s3:GetObject", resource)))
        .isEqualTo(new Proof.Undecided("nobody says what belongs to whom at " + resource));
  }

  @Test
  void what_is_said_to_be_nobodys_may_be_everybodys() {
    ForeignRequest read =
        new ForeignRequest(List.of("s3:GetObject"), "arn:aws:s3:::content/{T}/*", Map.of());
    ForeignRequest nobodys =
        new ForeignRequest(List.of(), "arn:aws:s3:::content/_shared/*", Map.of());
    ForeignRequest whole = new ForeignRequest(List.of(), "arn:aws:s3:::content*", Map.of());
    PolicyTemplate template =
        new PolicyTemplate(
            allow(
                    VERSION,
                    "s3:GetObject",
                    "arn:aws:s3:::content/_shared/*\",\"arn:aws:s3:::content/{T}/*")
                .replace("\"Resource\":", "\"Resource\":[")
                .replace("}}", "]}}"));

    assertThat(IsolationProver.prove(template, List.of(new Ownership("s3", List.of(read), whole))))
        .isInstanceOf(Proof.Undecided.class);
    assertThat(
            IsolationProver.prove(
                template, List.of(new Ownership("s3", List.of(read, nobodys), whole))))
        .isInstanceOf(Proof.Isolated.class);
  }

  @Test
  void the_replica_of_a_pooled_table_in_another_region_is_not_proved() {
    String replica = "arn:aws:dynamodb:us-east-1:111111111111:table/items";

    assertThat(
            prove(DynamoDbPooledScope.table("items"), allow(VERSION, "dynamodb:GetItem", replica)))
        .isInstanceOf(Proof.Undecided.class);
  }
}
