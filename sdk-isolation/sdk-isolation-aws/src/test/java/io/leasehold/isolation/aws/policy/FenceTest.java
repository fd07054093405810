package io.leasehold.isolation.aws.policy;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static io.leasehold.isolation.aws.fixture.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leasehold.isolation.aws.fixture.EveryScope;
import io.leasehold.isolation.aws.fixture.Touches;
import io.leasehold.isolation.aws.policy.PolicyPlanException.Reason;
import io.leasehold.isolation.aws.scope.AwsPlace;
import io.leasehold.isolation.aws.scope.DynamoDbPooledScope;
import io.leasehold.isolation.aws.scope.EventBusScope;
import io.leasehold.isolation.aws.scope.Grant;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import io.leasehold.isolation.aws.scope.TenantResourceScope;
import io.leasehold.isolation.catalogue.ActionCatalogue;
import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.Decision;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.isolation.proof.Proof;
import io.leasehold.tenancy.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a resource policy that names the session cannot give, because the session denies it. */
class FenceTest {

  private static final AwsPlace PLACE = new AwsPlace("aws", "eu-central-1", "111111111111");
  private static final PolicyDocument ROLE =
      PolicyDocument.parse(
          "{\"Version\":\"2012-10-17\",\"Statement\":"
              + "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");
  private static final List<TenantId> TENANTS =
      Stream.of("acme", "globex", "acme-eu", "a", "b0", "x-work").map(TenantId::of).toList();

  static Stream<TenantResourceScope> scopes() {
    return EveryScope.shipped();
  }

  private static IsolationBlueprint blueprint(boolean fenced, TenantResourceScope... scopes) {
    return new IsolationBlueprint("labs", PLACE, List.of(scopes), fenced, Set.of());
  }

  /** A policy of the shared thing that lets this session do anything. */
  private static PolicyDocument naming(TenantId tenant) {
    return PolicyDocument.parse(
        ("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\","
                + "\"Resource\":\"*\",\"Principal\":{\"AWS\":\"%s\"}}}")
            .formatted(Touches.session(tenant)));
  }

  private static Decision decide(
      IsolationBlueprint blueprint, TenantId tenant, AccessRequest request, boolean named) {
    PolicyStack.Builder stack =
        PolicyStack.builder().identity(ROLE).session(PolicyCompiler.template(blueprint).of(tenant));
    Optional.of(naming(tenant)).filter(policy -> named).ifPresent(stack::resource);
    return new IamEvaluator().decide(stack.build(), request);
  }

  @ParameterizedTest
  @MethodSource("scopes")
  @Tag("attack-C02")
  void what_is_anothers_is_denied_whatever_a_resource_policy_says(TenantResourceScope scope) {
    IsolationBlueprint fenced = blueprint(true, scope);
    for (TenantId attacker : TENANTS) {
      for (TenantId victim : TENANTS) {
        if (!attacker.equals(victim)) {
          assertThat(Touches.of(scope.ownership(PLACE), attacker, victim))
              .isNotEmpty()
              .allSatisfy(
                  request ->
                      assertThat(decide(fenced, attacker, request, true))
                          .isInstanceOfSatisfying(
                              Decision.Denied.class,
                              denied -> assertThat(denied.explicit()).isTrue()));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void nothing_that_was_allowed_is_lost(TenantResourceScope scope) {
    int allowed = 0;
    for (TenantId victim : TENANTS) {
      for (AccessRequest request : Touches.of(scope.ownership(PLACE), ACME, victim)) {
        Decision open = decide(blueprint(false, scope), ACME, request, false);
        assertThat(decide(blueprint(true, scope), ACME, request, false).allowed())
            .isEqualTo(open.allowed());
        allowed += open.allowed() ? 1 : 0;
      }
    }
    assertThat(allowed).as("own requests among them").isPositive();
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void a_fenced_blueprint_is_proved_and_checked_like_any_other(TenantResourceScope scope) {
    assertThat(blueprint(true, scope).prove()).isInstanceOf(Proof.Isolated.class);
    assertThat(blueprint(true, scope).check(ActionCatalogue.bundled())).isEmpty();
  }

  @Test
  void one_fence_goes_around_all_scopes() {
    IsolationBlueprint fenced =
        IsolationBlueprint.builder("labs")
            .region("eu-central-1")
            .account("111111111111")
            .allow(DynamoDbPooledScope.table("labs-activity"))
            .allow(S3PrefixScope.bucket("labs-content"))
            .fence()
            .build();

    String policy = PolicyCompiler.compile(fenced, ACME).json();
    assertThat(policy)
        .contains(
            "{\"Effect\":\"Deny\",\"Action\":\"*\",\"NotResource\":["
                + "\"arn:aws:dynamodb:eu-central-1:111111111111:table/labs-activity\","
                + "\"arn:aws:s3:::labs-content\",\"arn:aws:s3:::labs-content/acme/*\"]}")
        .containsOnlyOnce("NotResource");
    AccessRequest key =
        AccessRequest.of(
            Touches.session(ACME), "kms:Decrypt", "arn:aws:kms:eu-central-1:111111111111:key/x");
    assertThat(decide(fenced, ACME, key, true).allowed()).as("of another service").isFalse();
  }

  @Test
  void two_prefixes_of_one_bucket_share_its_fence() {
    S3PrefixScope bucket = S3PrefixScope.bucket("content");
    IsolationBlueprint fenced = blueprint(true, bucket.under("a/"), bucket.under("b/"));

    assertThat(list(fenced, "a/acme/x")).isTrue();
    assertThat(list(fenced, "b/acme/x")).isTrue();
    assertThat(list(fenced, "c/acme/x")).isFalse();
    assertThat(list(fenced, "a/globex/x")).isFalse();
  }

  private static boolean list(IsolationBlueprint blueprint, String prefix) {
    AccessRequest request =
        AccessRequest.of(Touches.session(ACME), "s3:ListBucket", "arn:aws:s3:::content");
    return decide(blueprint, ACME, request.with("s3:prefix", prefix), true).allowed();
  }

  @Test
  void what_has_no_exact_fence_is_refused_and_not_fenced_by_half() {
    IsolationBlueprint twoSources =
        blueprint(true, EventBusScope.of("app", "app."), EventBusScope.of("app", "web."));
    assertThatExceptionOfType(PolicyPlanException.class)
        .isThrownBy(() -> PolicyCompiler.template(twoSources))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNFENCEABLE))
        .satisfies(e -> assertThat(e.code()).isEqualTo("LH-ISO-132"))
        .withMessageContaining("events:source");
  }

  @Test
  void an_operator_without_a_known_opposite_is_refused() {
    Grant late =
        new Grant(
            List.of("sqs:SendMessage"),
            List.of("arn:aws:sqs:eu-central-1:111111111111:q"),
            Map.of("DateLessThan", Map.of("aws:CurrentTime", "2030-01-01T00:00:00Z")));
    assertThatExceptionOfType(PolicyPlanException.class)
        .isThrownBy(() -> Fence.around(List.of(late)))
        .withMessageContaining("DateLessThan");
  }

  @Test
  void an_unconditional_grant_beside_a_conditional_one_stays_open() {
    String table = "arn:aws:dynamodb:eu-central-1:111111111111:table/items";
    Grant describe = new Grant(List.of("dynamodb:DescribeTable"), List.of(table), Map.of());
    Grant items = DynamoDbPooledScope.table("items").grants(PLACE).get(0);
    PolicyDocument policy = PolicyCompiler.template(List.of(items, describe), true).of(GLOBEX);
    PolicyStack stack =
        PolicyStack.builder().identity(ROLE).session(policy).resource(naming(GLOBEX)).build();
    IamEvaluator evaluator = new IamEvaluator();
    AccessRequest asked =
        AccessRequest.of(Touches.session(GLOBEX), "dynamodb:DescribeTable", table);

    assertThat(evaluator.decide(stack, asked).allowed()).isTrue();
    assertThat(
            evaluator
                .decide(stack, AccessRequest.of(asked.principalArn(), "dynamodb:Scan", table))
                .allowed())
        .isFalse();
  }
}
