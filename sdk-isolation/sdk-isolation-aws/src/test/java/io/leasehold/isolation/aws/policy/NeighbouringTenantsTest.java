package io.leasehold.isolation.aws.policy;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.EveryScope;
import io.leasehold.isolation.aws.fixture.Touches;
import io.leasehold.isolation.aws.scope.AwsPlace;
import io.leasehold.isolation.aws.scope.CustomScope;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import io.leasehold.isolation.aws.scope.TenantResourceScope;
import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.isolation.proof.Proof;
import io.leasehold.tenancy.TenantId;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids that are legal and look alike, and one id in two places, under every scope. */
class NeighbouringTenantsTest {

  private static final AwsPlace HERE = new AwsPlace("aws", "eu-central-1", "111111111111");
  private static final PolicyDocument ROLE =
      PolicyDocument.parse(
          "{\"Version\":\"2012-10-17\",\"Statement\":"
              + "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");

  static Stream<TenantResourceScope> scopes() {
    // Those of the library: what somebody writes of one's own is in one place anyway.
    return EveryScope.all().filter(scope -> !(scope instanceof CustomScope));
  }

  private static IsolationBlueprint blueprint(AwsPlace place, TenantResourceScope scope) {
    return new IsolationBlueprint("labs", place, List.of(scope));
  }

  /** What a tenant may do by the session policy for things there. */
  private static Predicate<AccessRequest> may(
      AwsPlace place, TenantResourceScope scope, TenantId caller) {
    PolicyStack stack =
        PolicyStack.builder()
            .identity(ROLE)
            .session(PolicyCompiler.template(blueprint(place, scope)).of(caller))
            .build();
    return request -> new IamEvaluator().decide(stack, request).allowed();
  }

  private static void assertApart(TenantId caller, TenantId owner) {
    scopes()
        .forEach(
            scope -> {
              assertThat(Touches.of(scope.ownership(HERE), caller, owner))
                  .noneMatch(may(HERE, scope, caller));
              assertThat(Touches.of(scope.ownership(HERE), caller, caller))
                  .as("%s reaches its own by %s", caller, scope.label())
                  .anyMatch(may(HERE, scope, caller));
            });
  }

  @ParameterizedTest
  @CsvSource({
    "acme, acme-eu",
    "tenant1, tenant10",
    "a, a-0",
    "b, a-b",
    "acme-work, acme",
    "x--y, x",
    "orders, orders-orders"
  })
  @Tag("attack-A14")
  void one_that_begins_or_ends_like_another_stays_apart_in_both_directions(
      String one, String other) {
    assertApart(TenantId.of(one), TenantId.of(other));
    assertApart(TenantId.of(other), TenantId.of(one));
  }

  @ParameterizedTest
  @CsvSource({"0123, 123", "1e3, 1000", "true, 1", "null, 0", "0x10, 16", "1e3, 1e03"})
  @Tag("attack-A18")
  void ids_that_read_as_numbers_stay_texts(String one, String other) {
    assertApart(TenantId.of(one), TenantId.of(other));
    assertApart(TenantId.of(other), TenantId.of(one));
    scopes()
        .map(scope -> PolicyCompiler.template(blueprint(HERE, scope)).json(TenantId.of(one)))
        .forEach(policy -> assertThat(policy).contains(one).doesNotContain(":" + one + "}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"shared", "public", "system", "aws", "ssm", "index", "table", "object", "secret"})
  @Tag("attack-A19")
  void a_tenant_with_the_name_of_something_reaches_no_other_tenant(String id) {
    assertApart(TenantId.of(id), ACME);
    assertApart(ACME, TenantId.of(id));
  }

  @ParameterizedTest
  @CsvSource({
    "aws, eu-central-1, 222222222222",
    "aws, us-east-1, 111111111111",
    "aws-cn, cn-north-1, 111111111111",
    "aws-us-gov, us-gov-west-1, 222222222222"
  })
  @Tag("attack-A22")
  @Tag("attack-B15")
  @Tag("attack-C13")
  void the_tenant_of_the_same_name_elsewhere_is_another(
      String partition, String region, String account) {
    AwsPlace there = new AwsPlace(partition, region, account);
    for (TenantResourceScope scope : scopes().toList()) {
      if (isOfNoAccount(scope, there)) {
        continue;
      }
      Predicate<AccessRequest> may = may(HERE, scope, ACME);
      assertThat(Touches.of(scope.ownership(there), ACME, ACME))
          .as(scope.label())
          .noneMatch(request -> may.test(asIfOurs(request)));
      assertThat(Touches.of(scope.ownership(HERE), ACME, ACME)).as(scope.label()).anyMatch(may);
    }
  }

  /** As if it were of the same account, so that only the session's own policy is left to refuse. */
  private static AccessRequest asIfOurs(AccessRequest request) {
    return request.with("aws:ResourceAccount", "111111111111");
  }

  // The name of a bucket is unique in a partition: the same bucket is the same pool.
  private static boolean isOfNoAccount(TenantResourceScope scope, AwsPlace there) {
    return scope instanceof S3PrefixScope && there.partition().equals("aws");
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void every_scope_holds_in_every_partition(TenantResourceScope scope) {
    for (AwsPlace place :
        List.of(
            HERE,
            new AwsPlace("aws-cn", "cn-north-1", "111111111111"),
            new AwsPlace("aws-us-gov", "us-gov-west-1", "111111111111"))) {
      IsolationBlueprint blueprint = blueprint(place, scope);
      assertThat(PolicyCompiler.template(blueprint).json())
          .contains("arn:" + place.partition() + ":")
          .doesNotContainPattern("arn:(?!" + place.partition() + ":)");
      assertThat(PolicyPlan.of(blueprint, PolicyDelivery.MANAGED_ARNS).standing("r").get(0).arn())
          .startsWith("arn:" + place.partition() + ":iam::");
      assertThat(blueprint.prove()).isInstanceOf(Proof.Isolated.class);
    }
  }
}
