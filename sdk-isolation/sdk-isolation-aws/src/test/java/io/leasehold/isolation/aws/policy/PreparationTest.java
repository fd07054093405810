package io.leasehold.isolation.aws.policy;

import static io.leasehold.isolation.aws.fixture.Samples.ROLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.policy.PolicyPlanException.Reason;
import io.leasehold.isolation.aws.policy.RolePolicySource.RolePolicies;
import io.leasehold.isolation.catalogue.ActionCatalogue;
import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session without a policy of its own is opened only where the account says what was planned. */
class PreparationTest {

  private static final String PLATFORM = "arn:aws:iam::111111111111:role/Platform";
  private static final PolicyPlan BY_TAG =
      PolicyPlan.of(Samples.blueprint(), PolicyDelivery.SESSION_TAGS);
  private static final PolicyPlan BY_ARN =
      PolicyPlan.of(Samples.blueprint(), PolicyDelivery.MANAGED_ARNS);

  /** What stands in an account, as a reader of it would tell. */
  static final class Account implements RolePolicySource {
    final Map<String, String> managed = new LinkedHashMap<>();
    final List<String> permissions = new ArrayList<>();
    @Nullable String trust;

    @Override
    public Optional<RolePolicies> role(String roleArn) {
      return roleArn.equals(ROLE) && trust != null
          ? Optional.of(new RolePolicies(trust, permissions))
          : Optional.empty();
    }

    @Override
    public Optional<String> managedPolicy(String policyArn) {
      return Optional.ofNullable(managed.get(policyArn));
    }
  }

  static Account prepared() {
    Account account = new Account();
    account.trust = PolicyPlan.trustPolicy(PLATFORM, "platform-1");
    BY_TAG.standing(ROLE).forEach(policy -> account.permissions.add(policy.json()));
    BY_ARN.standing(ROLE).forEach(policy -> account.managed.put(policy.arn(), policy.json()));
    return account;
  }

  private static void require(PolicyPlan plan, @Nullable RolePolicySource source) {
    plan.require(ActionCatalogue.bundled(), ROLE, source);
  }

  private static void assertRefused(
      PolicyPlan plan, @Nullable RolePolicySource source, String why) {
    assertThatExceptionOfType(PolicyPlanException.class)
        .isThrownBy(() -> require(plan, source))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NOT_PREPARED))
        .satisfies(e -> assertThat(e.code()).isEqualTo("LH-ISO-133"))
        .withMessageContaining(why);
  }

  @Test
  void an_account_with_the_planned_texts_is_ready() {
    assertThatCode(() -> require(BY_TAG, prepared())).doesNotThrowAnyException();
    assertThatCode(() -> require(BY_ARN, prepared())).doesNotThrowAnyException();
  }

  @Test
  void where_each_call_carries_its_policy_nothing_is_read() {
    require(PolicyPlan.of(Samples.blueprint()), null);
    require(PolicyPlan.of(Samples.blueprint(), PolicyDelivery.SPLIT_BY_SERVICE), null);
  }

  @Test
  @Tag("attack-C01")
  void a_tag_alone_is_not_relied_on_without_a_look_at_the_role() {
    assertRefused(BY_TAG, null, "nobody was given to read");
    assertRefused(BY_ARN, null, "nobody was given to read");
  }

  @Test
  @Tag("attack-C01")
  void a_role_that_may_do_more_is_refused() {
    Account wider = prepared();
    wider.permissions.add(
        "{\"Version\":\"2012-10-17\",\"Statement\":"
            + "{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}}");

    assertRefused(BY_TAG, wider, "not only, the policy that was planned");
  }

  @Test
  void a_role_that_may_do_less_or_nothing_is_refused() {
    Account empty = prepared();
    empty.permissions.clear();
    assertRefused(BY_TAG, empty, "not, or not only");
    Account noRole = prepared();
    noRole.trust = null;
    assertRefused(BY_TAG, noRole, "there is no role");
    Account noPolicy = prepared();
    noPolicy.managed.clear();
    assertRefused(BY_ARN, noPolicy, "there is no policy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2008-10-17", "2012-10-17-absent"})
  @Tag("attack-B07")
  void a_role_under_an_older_version_is_refused_because_its_variables_are_plain_text(String how) {
    UnaryOperator<String> older =
        text ->
            how.startsWith("2012")
                ? text.replace("\"Version\":\"2012-10-17\",", "")
                : text.replace("2012-10-17", how);
    Account account = prepared();
    account.permissions.replaceAll(older);
    account.managed.replaceAll((arn, text) -> older.apply(text));

    assertThatExceptionOfType(PolicyPlanException.class).isThrownBy(() -> require(BY_TAG, account));
    assertThatExceptionOfType(PolicyPlanException.class).isThrownBy(() -> require(BY_ARN, account));
  }

  @Test
  void a_managed_policy_that_was_changed_is_refused() {
    Account changed = prepared();
    changed.managed.replaceAll((arn, text) -> text.replace("${aws:PrincipalTag/tenant}", "*"));

    assertRefused(BY_ARN, changed, "not, or not only");
  }

  @Test
  void a_policy_that_cannot_be_read_is_refused() {
    Account strange = prepared();
    strange.permissions.add("{\"Version\":\"2012-10-17\",\"Statement\":[],\"More\":1}");

    assertRefused(BY_TAG, strange, "not understood");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"StringLike\":{\"aws:RequestTag/tenant\":\"?*\"},|",
        "\"aws:RequestTag/tenant\":\"?*\"|\"aws:RequestTag/tenant\":\"*\"",
        "\"aws:RequestTag/tenant\"|\"aws:RequestTag/other\"",
        "\"ForAllValues:StringEquals\":{\"aws:TagKeys\":\"tenant\"},|",
        "{\"aws:TagKeys\":\"tenant\"}|{\"aws:TagKeys\":[\"tenant\",\"other\"]}",
        "ForAllValues:StringEquals|ForAllValues:StringLike",
      })
  @Tag("attack-C08")
  @Tag("attack-F03")
  void a_trust_policy_that_does_not_pin_the_tag_is_refused(String change) {
    String[] parts = change.split("\\|", -1);
    Account account = prepared();
    String trust = String.valueOf(account.trust);
    account.trust = trust.replace(parts[0], parts[1]);

    assertThat(account.trust).isNotEqualTo(trust);
    assertRefused(BY_TAG, account, "trust policy");
  }

  @Test
  @Tag("attack-C08")
  void the_trust_policy_takes_the_platform_with_the_one_tag_and_nothing_else() {
    PolicyDocument trust = PolicyDocument.parse(PolicyPlan.trustPolicy(PLATFORM, "platform-1"));
    AccessRequest call =
        AccessRequest.of(
                "arn:aws:sts::111111111111:assumed-role/Platform/node", "sts:AssumeRole", ROLE)
            .with("sts:ExternalId", "platform-1");
    AccessRequest tagged = call.with("aws:RequestTag/tenant", "acme").with("aws:TagKeys", "tenant");

    assertThat(trusts(trust, tagged)).isTrue();
    assertThat(trusts(trust, call)).as("without a tag").isFalse();
    assertThat(trusts(trust, tagged.with("aws:RequestTag/tenant", ""))).as("empty").isFalse();
    assertThat(trusts(trust, tagged.with("aws:TagKeys", "tenant", "admin"))).isFalse();
    assertThat(trusts(trust, tagged.with("aws:TagKeys", "Tenant"))).as("other case").isFalse();
    assertThat(trusts(trust, tagged.with("sts:ExternalId", "other"))).isFalse();
    AccessRequest somebody =
        new AccessRequest(
            "arn:aws:sts::111111111111:assumed-role/Else/x",
            "sts:AssumeRole",
            ROLE,
            tagged.context());
    assertThat(trusts(trust, somebody)).isFalse();
    assertThat(PolicyPlan.trustPolicy(PLATFORM, null)).doesNotContain("ExternalId");
  }

  private static boolean trusts(PolicyDocument trust, AccessRequest request) {
    return new IamEvaluator().trusts(trust, request);
  }
}
