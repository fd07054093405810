package io.leasehold.isolation.aws.policy;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.fixture.EveryScope;
import io.leasehold.isolation.aws.fixture.Touches;
import io.leasehold.isolation.aws.scope.ApiRouteScope;
import io.leasehold.isolation.aws.scope.AwsPlace;
import io.leasehold.isolation.aws.scope.BedrockProfileScope;
import io.leasehold.isolation.aws.scope.CustomScope;
import io.leasehold.isolation.aws.scope.Grant;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import io.leasehold.isolation.aws.scope.SecretScope;
import io.leasehold.isolation.aws.scope.TenantResourceScope;
import io.leasehold.isolation.aws.scope.UserPoolScope;
import io.leasehold.isolation.catalogue.ActionCatalogue;
import io.leasehold.isolation.catalogue.Finding;
import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.isolation.iam.PolicySyntaxException;
import io.leasehold.isolation.proof.IsolationProver;
import io.leasehold.isolation.proof.PolicyTemplate;
import io.leasehold.isolation.proof.Proof;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The traps of the policy language: written the other way, each lets somebody in. */
class PolicyLanguageSabotageTest {

  private static final AwsPlace PLACE = new AwsPlace("aws", "eu-central-1", "111111111111");
  private static final String SESSION = Touches.session(ACME);

  private static String policy(TenantResourceScope scope) {
    return PolicyCompiler.compile(EveryScope.blueprint(scope), ACME).json();
  }

  private static String with(String policy, String part, String instead) {
    assertThat(policy).contains(part);
    return policy.replace(part, instead);
  }

  private static boolean may(String policy, AccessRequest request) {
    PolicyStack stack = PolicyStack.builder().identity(PolicyDocument.parse(policy)).build();
    return new IamEvaluator().decide(stack, request).allowed();
  }

  private static AccessRequest asks(String action, String resource) {
    return AccessRequest.of(SESSION, action, resource);
  }

  @Test
  @Tag("attack-B05")
  void a_set_operator_on_the_tag_opens_what_has_no_tag() {
    String right = policy(new UserPoolScope());
    AccessRequest untagged =
        asks("cognito-idp:ListUsers", "arn:aws:cognito-idp:eu-central-1:111111111111:userpool/p");

    assertThat(may(right, untagged)).isFalse();
    String set = with(right, "\"StringEquals\"", "\"ForAllValues:StringEquals\"");
    assertThat(may(set, untagged)).isTrue();
  }

  @Test
  @Tag("attack-B07")
  void under_the_old_version_an_escape_is_a_star_again() {
    String escaped =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
            + "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::content/${*}/f\"}}";
    AccessRequest others = asks("s3:GetObject", "arn:aws:s3:::content/${globex}/f");

    assertThat(may(escaped, others)).isFalse();
    assertThat(may(with(escaped, "2012-10-17", "2008-10-17"), others)).isTrue();
    assertThat(may(with(escaped, "\"Version\":\"2012-10-17\",", ""), others)).isTrue();
  }

  @Test
  @Tag("attack-B09")
  void an_arn_compared_as_a_text_lets_a_star_run_over_account_and_region() {
    String right =
        with(
            policy(new BedrockProfileScope()),
            "\"bedrock:InferenceProfileArn\":\"arn:aws:bedrock:eu-central-1:111111111111:",
            "\"bedrock:InferenceProfileArn\":\"arn:aws:bedrock:*:111111111111:");
    AccessRequest elsewhere =
        asks("bedrock:InvokeModel", "arn:aws:bedrock:eu-central-1::foundation-model/m")
            .with(
                "bedrock:InferenceProfileArn",
                "arn:aws:bedrock:us-east-1:222222222222:application-inference-profile/x"
                    + ":111111111111:application-inference-profile/y");

    assertThat(may(right, elsewhere)).isFalse();
    assertThat(may(with(right, "ArnLike", "StringLike"), elsewhere)).isTrue();
  }

  @Test
  @Tag("attack-B10")
  void a_star_for_the_method_stands_for_anothers_path_as_well() {
    String right = policy(new ApiRouteScope("a1b2c3d4e5", "prod", "t/"));
    AccessRequest others =
        asks(
            "execute-api:Invoke",
            "arn:aws:execute-api:eu-central-1:111111111111:a1b2c3d4e5/prod/GET/t/globex/t/acme/x");

    assertThat(may(right, others)).isFalse();
    assertThat(may(with(right, "prod/GET/t/", "prod/*/t/"), others)).isTrue();
  }

  @Test
  @Tag("attack-B12")
  void an_action_that_no_resource_narrows_shows_what_is_everybodys() {
    Grant list = new Grant(List.of("secretsmanager:ListSecrets"), List.of("*"), Map.of());
    CustomScope scope =
        new CustomScope("secrets", List.of(list), SecretScope.under("app/").ownership(PLACE));

    assertThat(EveryScope.blueprint(scope).check(ActionCatalogue.bundled()))
        .anyMatch(Finding::isError);
    assertThat(may(policy(scope), asks("secretsmanager:ListSecrets", "*"))).isTrue();
  }

  @Test
  @Tag("attack-B13")
  void of_two_equal_keys_a_lenient_reader_keeps_the_one_that_allows_more() {
    String right = policy(S3PrefixScope.bucket("content"));
    String condition = "\"Condition\":{\"StringLike\":{\"s3:prefix\":\"acme/*\"}}";
    String twice = with(right, condition, condition + "," + condition.replace("acme/*", "*"));
    AccessRequest others =
        asks("s3:ListBucket", "arn:aws:s3:::content").with("s3:prefix", "globex/");

    assertThatThrownBy(() -> may(twice, others)).isInstanceOf(PolicySyntaxException.class);
    String lenient = with(twice, condition + ",", "");
    assertThat(may(right, others)).isFalse();
    assertThat(may(lenient, others)).isTrue();
  }

  @Test
  @Tag("attack-B14")
  void an_empty_list_that_is_dropped_takes_its_condition_along() {
    String right = policy(S3PrefixScope.bucket("content"));
    String condition = ",\"Condition\":{\"StringLike\":{\"s3:prefix\":\"acme/*\"}}";
    AccessRequest others =
        asks("s3:ListBucket", "arn:aws:s3:::content").with("s3:prefix", "globex/");

    String empty = with(right, "\"s3:prefix\":\"acme/*\"", "\"s3:prefix\":[]");
    assertThatThrownBy(() -> may(empty, others)).isInstanceOf(PolicySyntaxException.class);
    assertThat(may(with(right, condition, ""), others)).isTrue();
  }

  @Test
  @Tag("attack-B16")
  void a_policy_that_is_made_to_fit_by_fewer_words_leaks() {
    TenantResourceScope scope = S3PrefixScope.bucket("content");
    String template = PolicyCompiler.template(EveryScope.blueprint(scope)).json();
    String shorter = with(template, "content/{T}/*", "content/*");

    assertThat(shorter.length()).isLessThan(template.length());
    assertThat(IsolationProver.prove(new PolicyTemplate(shorter), List.of(scope.ownership(PLACE))))
        .isInstanceOf(Proof.Leaks.class);
  }

  @Test
  @Tag("attack-B17")
  void grants_joined_without_their_conditions_open_the_bucket() {
    List<Grant> grants = S3PrefixScope.bucket("content").grants(PLACE);
    Grant objects = grants.get(0);
    Grant listing = grants.get(1);
    AccessRequest others =
        asks("s3:ListBucket", "arn:aws:s3:::content").with("s3:prefix", "globex/");

    assertThat(PolicyCompiler.joins(objects, listing)).isFalse();
    Grant carelessly =
        new Grant(
            List.of("s3:GetObject", "s3:ListBucket"),
            List.of(objects.resources().get(0), listing.resources().get(0)),
            Map.of());
    assertThat(may(PolicyCompiler.template(grants, false).json(ACME), others)).isFalse();
    assertThat(may(PolicyCompiler.template(List.of(carelessly), false).json(ACME), others))
        .isTrue();
  }

  @Test
  @Tag("attack-B18")
  void a_negated_operator_lets_in_whoever_leaves_out_the_key() {
    String right = policy(S3PrefixScope.bucket("content"));
    AccessRequest all = asks("s3:ListBucket", "arn:aws:s3:::content");

    assertThat(may(right, all)).isFalse();
    String negated =
        with(
            right,
            "\"StringLike\":{\"s3:prefix\":\"acme/*\"}",
            "\"StringNotLike\":{\"s3:prefix\":\"globex/*\"}");
    assertThat(may(negated, all)).isTrue();
  }
}
