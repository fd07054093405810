package io.leasehold.isolation.aws.policy;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static io.leasehold.isolation.aws.fixture.Samples.GLOBEX;
import static io.leasehold.isolation.aws.fixture.Samples.ROLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.fixture.EveryScope;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.fixture.Touches;
import io.leasehold.isolation.aws.scope.AwsPlace;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import io.leasehold.isolation.aws.scope.TenantResourceScope;
import io.leasehold.isolation.aws.vending.TenantCredentialVendor;
import io.leasehold.isolation.aws.vending.VendRequest;
import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.tenancy.TenantId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whichever way a policy reaches a session, the same is allowed; and the vendor sends it that way.
 */
class DeliveryTest {

  private static final AwsPlace PLACE = new AwsPlace("aws", "eu-central-1", "111111111111");
  private static final PolicyDocument ALL =
      PolicyDocument.parse(
          "{\"Version\":\"2012-10-17\",\"Statement\":"
              + "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");
  private static final List<TenantId> TENANTS =
      Stream.of("acme", "globex", "acme-eu", "0").map(TenantId::of).toList();

  private final StubSts sts = new StubSts(Clock.systemUTC());

  @AfterEach
  void close() {
    sts.close();
  }

  static Stream<TenantResourceScope> scopes() {
    return EveryScope.shipped();
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void the_variable_means_what_the_id_in_its_place_means(TenantResourceScope scope) {
    IsolationBlueprint blueprint = new IsolationBlueprint("labs", PLACE, List.of(scope));
    String byTag =
        PolicyPlan.of(blueprint, PolicyDelivery.SESSION_TAGS).standing(ROLE).get(0).json();
    PolicyDocument standing = PolicyDocument.parse(byTag);
    for (TenantId caller : TENANTS) {
      PolicyStack inline =
          PolicyStack.builder()
              .identity(ALL)
              .session(PolicyCompiler.template(blueprint).of(caller))
              .build();
      PolicyStack onRole = PolicyStack.builder().identity(standing).build();
      PolicyStack byArn = PolicyStack.builder().identity(ALL).session(standing).build();
      int allowed = 0;
      for (TenantId owner : TENANTS) {
        for (AccessRequest request : Touches.of(scope.ownership(PLACE), caller, owner)) {
          boolean may = may(inline, request);
          AccessRequest tagged = request.with("aws:PrincipalTag/tenant", caller.value());
          assertThat(may(onRole, tagged)).isEqualTo(may);
          assertThat(may(byArn, tagged)).isEqualTo(may);
          assertThat(may && !caller.equals(owner)).isFalse();
          assertThat(may(onRole, request)).as("without the tag").isFalse();
          allowed += may ? 1 : 0;
        }
      }
      assertThat(allowed).isPositive();
    }
  }

  private static boolean may(PolicyStack stack, AccessRequest request) {
    return new IamEvaluator().decide(stack, request).allowed();
  }

  @Test
  void by_session_tag_the_call_carries_the_tag_and_no_policy() {
    PolicyPlan plan = PolicyPlan.of(Samples.blueprint(), PolicyDelivery.SESSION_TAGS);
    vend(Samples.vendor(sts).plan(plan).rolePolicies(PreparationTest.prepared()).build(), ACME);

    assertThat(form())
        .contains("Tags.member.1.Key=tenant", "Tags.member.1.Value=acme")
        .doesNotContain("Policy");
  }

  @Test
  void by_arn_the_call_carries_the_arns_and_the_tag() {
    PolicyPlan plan = PolicyPlan.of(Samples.blueprint(), PolicyDelivery.MANAGED_ARNS);
    vend(Samples.vendor(sts).plan(plan).rolePolicies(PreparationTest.prepared()).build(), GLOBEX);

    assertThat(form())
        .contains("PolicyArns.member.1.arn=arn", "leasehold-labs-1-", "Tags.member.1.Value=globex")
        .doesNotContain("Policy=");
  }

  @Test
  void split_by_service_each_service_has_its_own_call() {
    PolicyPlan plan = PolicyPlan.of(PolicyPlanTest.everything(false));
    TenantCredentialVendor vendor = Samples.vendor(sts).plan(plan).build();
    for (String service : List.of("dynamodb", "s3", "ses")) {
      vendor.vend(VendRequest.of(ACME).forService(service)).toCompletableFuture().join();
    }

    assertThat(sts.calls()).hasSizeBetween(2, 3);
    assertThatThrownBy(() -> vend(vendor, ACME)).hasMessageContaining("split by service");
  }

  @Test
  @Tag("attack-C01")
  void a_vendor_that_cannot_see_the_role_is_not_built() {
    PolicyPlan plan = PolicyPlan.of(Samples.blueprint(), PolicyDelivery.SESSION_TAGS);

    assertThatExceptionOfType(PolicyPlanException.class)
        .isThrownBy(() -> Samples.vendor(sts).plan(plan).build());
    assertThat(sts.calls()).isEmpty();
  }

  @Test
  @Tag("attack-A19")
  void a_reserved_id_gets_no_credentials() {
    IsolationBlueprint blueprint =
        IsolationBlueprint.builder("labs")
            .region("eu-central-1")
            .account("111111111111")
            .allow(S3PrefixScope.bucket("content"))
            .reserve("shared", "public", "system", "aws", "ssm", "index")
            .build();
    TenantCredentialVendor vendor = Samples.vendor(sts).blueprint(blueprint).build();

    assertThatThrownBy(() -> vend(vendor, TenantId.of("shared")))
        .hasCauseInstanceOf(PolicyPlanException.class)
        .hasMessageContaining("keeps the id shared for the platform");
    assertThat(sts.calls()).isEmpty();
    vend(vendor, TenantId.of("shared-2"));
    assertThat(sts.calls()).hasSize(1);
  }

  private static void vend(TenantCredentialVendor vendor, TenantId tenant) {
    vendor.vend(tenant).toCompletableFuture().join();
  }

  private String form() {
    assertThat(sts.calls()).hasSize(1);
    return URLDecoder.decode(sts.calls().get(0).body(), StandardCharsets.UTF_8);
  }
}
