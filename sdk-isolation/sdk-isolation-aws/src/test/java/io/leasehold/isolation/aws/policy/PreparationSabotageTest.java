package io.leasehold.isolation.aws.policy;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static io.leasehold.isolation.aws.fixture.Samples.ROLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leasehold.isolation.aws.fixture.EveryScope;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.fixture.Touches;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import io.leasehold.isolation.aws.vending.TenantCredentialVendor;
import io.leasehold.isolation.aws.vending.TenantCredentialVendorBuilder;
import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.tenancy.TenantId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A session whose policy stands on the role, where nobody has looked at the role. */
class PreparationSabotageTest {

  private static final String WIDE =
      "{\"Version\":\"2012-10-17\",\"Statement\":"
          + "{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}}";
  private static final AccessRequest OTHERS =
      AccessRequest.of(Touches.session(ACME), "s3:GetObject", "arn:aws:s3:::labs-content/globex/x")
          .with("aws:PrincipalTag/tenant", "acme");

  private static boolean may(AccessRequest request, String... rolePolicies) {
    PolicyStack.Builder stack = PolicyStack.builder();
    for (String policy : rolePolicies) {
      stack.identity(PolicyDocument.parse(policy));
    }
    return new IamEvaluator().decide(stack.build(), request).allowed();
  }

  private static String planned() {
    return PolicyPlan.of(Samples.blueprint(), PolicyDelivery.SESSION_TAGS)
        .standing(ROLE)
        .get(0)
        .json();
  }

  @Test
  @Tag("attack-C01")
  void one_more_policy_on_the_role_is_every_tenants() {
    PreparationTest.Account wider = PreparationTest.prepared();
    wider.permissions.add(WIDE);
    // Tells what was planned, whatever stands in the account.
    RolePolicySource blind = PreparationTest.prepared();
    try (StubSts sts = new StubSts(Clock.systemUTC())) {
      assertThatExceptionOfType(PolicyPlanException.class)
          .isThrownBy(() -> byTag(sts).rolePolicies(wider).build());
      assertThat(sts.calls()).isEmpty();

      byTag(sts).rolePolicies(blind).build().vend(ACME).toCompletableFuture().join();

      assertThat(sts.calls().get(0).field("Policy")).isEmpty();
      assertThat(sts.calls().get(0).field("Tags.member.1.Value")).isEqualTo("acme");
    }
    // What that session may do is what the role may do.
    assertThat(may(OTHERS, planned())).isFalse();
    assertThat(may(OTHERS, wider.permissions.toArray(String[]::new))).isTrue();
  }

  private static TenantCredentialVendorBuilder byTag(StubSts sts) {
    return TenantCredentialVendor.builder()
        .sts(sts.client())
        .role(ROLE)
        .plan(PolicyPlan.of(Samples.blueprint(), PolicyDelivery.SESSION_TAGS));
  }

  @Test
  @Tag("attack-C01")
  void a_session_that_carries_nothing_is_the_whole_role() {
    SessionPolicy own = PolicyCompiler.compile(Samples.blueprint(), ACME);
    PolicyStack role = PolicyStack.builder().identity(PolicyDocument.parse(WIDE)).build();
    PolicyStack narrowed =
        PolicyStack.builder()
            .identity(PolicyDocument.parse(WIDE))
            .session(PolicyDocument.parse(own.json()))
            .build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SessionRestriction(Optional.empty(), List.of(), Map.of()));
    assertThat(new IamEvaluator().decide(narrowed, OTHERS).allowed()).isFalse();
    assertThat(new IamEvaluator().decide(role, OTHERS).allowed()).isTrue();
  }

  @Test
  @Tag("attack-B07")
  void a_changed_variable_on_the_role_is_every_tenants() {
    PreparationTest.Account changed = PreparationTest.prepared();
    changed.permissions.replaceAll(text -> text.replace("${aws:PrincipalTag/tenant}", "*"));
    try (StubSts sts = new StubSts(Clock.systemUTC())) {
      assertThatExceptionOfType(PolicyPlanException.class)
          .isThrownBy(() -> byTag(sts).rolePolicies(changed).build());
    }

    assertThat(may(OTHERS, planned())).isFalse();
    assertThat(may(OTHERS, changed.permissions.toArray(String[]::new))).isTrue();
  }

  @Test
  @Tag("attack-C08")
  void a_trust_policy_that_does_not_pin_the_tag_takes_any() {
    String pinned = PolicyPlan.trustPolicy("arn:aws:iam::111111111111:role/Platform", null);
    String loose =
        pinned.replace("\"ForAllValues:StringEquals\":{\"aws:TagKeys\":\"tenant\"},", "");
    AccessRequest twoTags =
        AccessRequest.of(
                "arn:aws:sts::111111111111:assumed-role/Platform/node", "sts:TagSession", ROLE)
            .with("aws:RequestTag/tenant", "acme")
            .with("aws:TagKeys", "tenant", "admin");

    assertThat(new IamEvaluator().trusts(PolicyDocument.parse(pinned), twoTags)).isFalse();
    assertThat(new IamEvaluator().trusts(PolicyDocument.parse(loose), twoTags)).isTrue();
  }

  @Test
  @Tag("attack-A19")
  void without_the_reservation_a_tenant_of_that_name_reaches_the_platforms_own() {
    String policy =
        PolicyCompiler.compile(
                EveryScope.blueprint(S3PrefixScope.bucket("content")), TenantId.of("shared"))
            .json();
    assertThat(
            may(
                AccessRequest.of(
                    "arn:aws:sts::111111111111:assumed-role/LabsTenant/t-shared",
                    "s3:PutObject",
                    "arn:aws:s3:::content/shared/logo.png"),
                policy))
        .isTrue();
  }
}
