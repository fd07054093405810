package io.leasehold.isolation.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other policies do to a tenant's session: the ways around it, and what closes them. */
class InterplayTest {

  private static final String ACME = "arn:aws:sts::111111111111:assumed-role/Labs/t-acme";
  private static final String GLOBEX = "arn:aws:sts::111111111111:assumed-role/Labs/t-globex";
  private static final String ROLE = "arn:aws:iam::111111111111:role/Labs";
  private static final String KEY = "arn:aws:kms:eu-central-1:111111111111:key/1";
  private static final String QUEUE = "arn:aws:sqs:eu-central-1:111111111111:globex-work";
  private static final IamEvaluator EVALUATOR = new IamEvaluator();

  private static final PolicyDocument ALL = policy("\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"");
  private static final PolicyDocument OWN_QUEUE =
      policy(
          "\"Allow\",\"Action\":\"sqs:SendMessage\",\"Resource\":"
              + "\"arn:aws:sqs:eu-central-1:111111111111:acme-work\"");
  private static final PolicyDocument FENCED =
      PolicyDocument.parse(
          """
          {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:eu-central-1:111111111111:acme-work"},
          {"Sid":"Fence","Effect":"Deny","Action":"*","NotResource":"arn:aws:sqs:eu-central-1:111111111111:acme-work"}]}
          """);

  private static PolicyDocument policy(String fromEffect) {
    return PolicyDocument.parse(
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":" + fromEffect + "}}");
  }

  private static PolicyDocument open(String principal, String action) {
    return policy(
        "\"Allow\",\"Principal\":%s,\"Action\":\"%s\",\"Resource\":\"*\""
            .formatted(principal, action));
  }

  private static String aws(String principal) {
    return "{\"AWS\":\"" + principal + "\"}";
  }

  private static boolean may(PolicyStack.Builder stack, AccessRequest request) {
    return EVALUATOR.decide(stack.build(), request).allowed();
  }

  @ParameterizedTest
  @ValueSource(strings = {ACME, "*"})
  @Tag("attack-C02")
  @Tag("attack-C04")
  void a_foreign_queue_open_to_the_session_is_reached_past_its_policy_but_not_past_a_fence(
      String principal) {
    AccessRequest send = AccessRequest.of(ACME, "sqs:SendMessage", QUEUE);
    PolicyDocument queue = open(aws(principal), "sqs:SendMessage");

    assertThat(may(PolicyStack.builder().identity(ALL).session(OWN_QUEUE).resource(queue), send))
        .as("what the fence is for")
        .isTrue();
    assertThat(may(PolicyStack.builder().identity(ALL).session(FENCED).resource(queue), send))
        .isFalse();
    assertThat(
            may(
                PolicyStack.builder().identity(ALL).session(FENCED),
                AccessRequest.of(ACME, "sqs:SendMessage", QUEUE.replace("globex", "acme"))))
        .as("the fence leaves the own queue open")
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {ROLE, "111111111111"})
  @Tag("attack-C03")
  void a_foreign_queue_open_to_role_or_account_stays_out_of_reach(String principal) {
    PolicyDocument queue = open(aws(principal), "sqs:SendMessage");

    assertThat(
            may(
                PolicyStack.builder().identity(ALL).session(OWN_QUEUE).resource(queue),
                AccessRequest.of(ACME, "sqs:SendMessage", QUEUE)))
        .isFalse();
  }

  @Test
  @Tag("attack-C04")
  @Tag("attack-C11")
  void a_resource_control_policy_closes_what_is_open_to_everybody() {
    PolicyDocument organization =
        policy(
            "\"Deny\",\"Principal\":\"*\",\"Action\":\"sqs:*\",\"Resource\":\"*\",\"Condition\":{"
                + "\"StringNotEqualsIfExists\":{\"aws:PrincipalOrgID\":\"o-labs\"}}");
    AccessRequest stranger =
        AccessRequest.of("arn:aws:iam::999999999999:user/mallory", "sqs:SendMessage", QUEUE)
            .with("aws:PrincipalOrgID", "o-mallory");
    PolicyDocument queue = open("\"*\"", "sqs:*");

    assertThat(may(PolicyStack.builder().identity(ALL).resource(queue), stranger)).isTrue();
    assertThat(
            EVALUATOR.decide(
                PolicyStack.builder()
                    .identity(ALL)
                    .resource(queue)
                    .resourceControl(organization)
                    .build(),
                stranger))
        .isEqualTo(
            new Decision.Denied(
                true, "an explicit deny in a resource control policy: statement #1"));
    assertThat(
            may(
                PolicyStack.builder().identity(ALL).resource(queue).resourceControl(organization),
                stranger.with("aws:PrincipalOrgID", "o-labs")))
        .isTrue();
  }

  @Test
  @Tag("attack-C11")
  void the_full_access_that_aws_attaches_grants_nothing() {
    PolicyDocument full =
        policy("\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"");

    assertThat(
            may(
                PolicyStack.builder().resourceControl(full),
                AccessRequest.of(ACME, "sqs:SendMessage", QUEUE)))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Allow\",\"Principal\":\"*\",\"Action\":\"sqs:*\",\"Resource\":\"*\"",
        "\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"true\"}}",
        "\"Deny\",\"Principal\":{\"AWS\":\"111111111111\"},\"Action\":\"sqs:*\",\"Resource\":\"*\"",
        "\"Deny\",\"NotPrincipal\":{\"AWS\":\"*\"},\"Action\":\"sqs:*\",\"Resource\":\"*\"",
        "\"Deny\",\"Principal\":\"*\",\"NotAction\":\"sqs:*\",\"Resource\":\"*\"",
        "\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"",
        "\"Deny\",\"Principal\":\"*\",\"Action\":\"sqs:*\"",
        "\"Deny\",\"Action\":\"sqs:*\",\"Resource\":\"*\"",
      })
  void what_organizations_does_not_take_as_a_resource_control_policy_is_refused(String text) {
    PolicyStack.Builder stack = PolicyStack.builder().resourceControl(policy(text));

    assertThatThrownBy(stack::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a resource control policy");
  }

  @Test
  @Tag("attack-C05")
  void a_key_is_reached_only_if_its_key_policy_allows_it_too() {
    AccessRequest decrypt = AccessRequest.of(ACME, "kms:Decrypt", KEY);
    PolicyDocument somebody = open(aws("arn:aws:iam::111111111111:role/Other"), "kms:*");
    PolicyDocument account = open(aws("111111111111"), "kms:*");

    assertThat(
            EVALUATOR.decide(
                PolicyStack.builder().identity(ALL).resource(somebody).build(), decrypt))
        .isInstanceOfSatisfying(
            Decision.Denied.class,
            denied ->
                assertThat(denied.explanation())
                    .startsWith("no resource-based policy allows the kms:Decrypt action"));
    assertThat(may(PolicyStack.builder().identity(ALL).resource(account), decrypt)).isTrue();
    assertThat(may(PolicyStack.builder().resource(account), decrypt))
        .as("naming the account only leaves it to the caller's own policies")
        .isFalse();
    assertThat(
            may(PolicyStack.builder().identity(ALL).session(OWN_QUEUE).resource(account), decrypt))
        .isFalse();
  }

  @Test
  @Tag("attack-C05")
  void a_key_policy_that_names_the_session_is_not_limited_by_its_policy_and_one_for_the_role_is() {
    AccessRequest decrypt = AccessRequest.of(ACME, "kms:Decrypt", KEY);
    PolicyStack.Builder session = PolicyStack.builder().identity(ALL).session(OWN_QUEUE);

    assertThat(may(session.resource(open(aws(ROLE), "kms:Decrypt")), decrypt)).isFalse();
    assertThat(may(session.resource(open(aws(ACME), "kms:Decrypt")), decrypt)).isTrue();
    assertThat(may(session.session(FENCED), decrypt)).isFalse();
  }

  @Test
  @Tag("attack-C08")
  void a_tag_cannot_be_given_twice_in_another_case() {
    Map<String, List<String>> twice =
        Map.of("aws:PrincipalTag/tenant", List.of("acme"), "aws:PrincipalTag/Tenant", List.of("b"));

    assertThatThrownBy(() -> new AccessRequest(ACME, "sqs:SendMessage", QUEUE, twice))
        .isInstanceOf(IllegalArgumentException.class);
    PolicyDocument byTag =
        policy(
            "\"Allow\",\"Action\":\"sqs:SendMessage\",\"Resource\":"
                + "\"arn:aws:sqs:eu-central-1:111111111111:${aws:PrincipalTag/tenant}-work\"");
    AccessRequest send = AccessRequest.of(ACME, "sqs:SendMessage", QUEUE);
    assertThat(
            may(
                PolicyStack.builder().identity(byTag),
                send.with("aws:PrincipalTag/TENANT", "globex")))
        .as("whoever sets Tenant sets tenant: a key is one whatever its case")
        .isTrue();
    assertThat(
            may(
                PolicyStack.builder().identity(byTag),
                send.with("aws:PrincipalTag/tenant", "Globex")))
        .as("a value is not")
        .isFalse();
    assertThat(may(PolicyStack.builder().identity(byTag), send)).isFalse();
  }

  @Test
  @Tag("attack-C08")
  void a_trust_policy_takes_only_the_tags_that_it_pins() {
    PolicyDocument trust =
        PolicyDocument.parse(
            """
            {"Version":"2012-10-17","Statement":[
            {"Effect":"Allow","Principal":{"AWS":"111111111111"},"Action":"sts:AssumeRole"},
            {"Effect":"Allow","Principal":{"AWS":"111111111111"},"Action":"sts:TagSession","Condition":{
            "StringEquals":{"aws:RequestTag/tenant":"${aws:PrincipalTag/tenant}"},
            "ForAllValues:StringEquals":{"aws:TagKeys":["tenant"]},"Null":{"aws:TagKeys":"false"}}}]}
            """);
    AccessRequest tag =
        AccessRequest.of(ACME, "sts:TagSession", ROLE)
            .with("aws:PrincipalTag/tenant", "acme")
            .with("aws:TagKeys", "tenant");

    assertThat(EVALUATOR.trusts(trust, tag.with("aws:RequestTag/tenant", "acme"))).isTrue();
    assertThat(EVALUATOR.trusts(trust, tag.with("aws:RequestTag/tenant", "globex"))).isFalse();
    assertThat(EVALUATOR.trusts(trust, tag)).isFalse();
    AccessRequest more =
        tag.with("aws:RequestTag/tenant", "acme").with("aws:TagKeys", "tenant", "x");
    assertThat(EVALUATOR.trusts(trust, more)).isFalse();
    assertThat(EVALUATOR.trusts(trust, AccessRequest.of(ACME, "sts:SetSourceIdentity", ROLE)))
        .isFalse();
  }

  @Test
  @Tag("attack-C12")
  void a_deputy_acts_for_whom_its_condition_names_and_without_one_for_everybody() {
    String events = "{\"Service\":\"events.amazonaws.com\"}";
    AccessRequest forGlobex =
        AccessRequest.of("events.amazonaws.com", "sqs:SendMessage", QUEUE)
            .with("aws:SourceArn", "arn:aws:events:eu-central-1:111111111111:rule/acme_r");
    PolicyDocument pinned =
        policy(
            "\"Allow\",\"Principal\":"
                + events
                + ",\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\",\"Condition\":{\"ArnLike\":{"
                + "\"aws:SourceArn\":\"arn:aws:events:eu-central-1:111111111111:rule/globex_*\"}}");

    assertThat(may(PolicyStack.builder().resource(open(events, "sqs:SendMessage")), forGlobex))
        .as("confused: acme's rule writes into globex's queue")
        .isTrue();
    assertThat(may(PolicyStack.builder().resource(pinned), forGlobex)).isFalse();
    assertThat(
            may(
                PolicyStack.builder().resource(pinned),
                forGlobex.with(
                    "aws:SourceArn", "arn:aws:events:eu-central-1:111111111111:rule/globex_r")))
        .isTrue();
  }

  @Test
  @Tag("attack-C12")
  void a_service_has_no_policies_of_its_own_and_no_account() {
    AccessRequest byService =
        AccessRequest.of("lambda.amazonaws.com", "sqs:SendMessage", QUEUE)
            .with("aws:ResourceAccount", "222222222222");

    assertThat(may(PolicyStack.builder(), byService)).isFalse();
    assertThat(may(PolicyStack.builder().resource(open(aws("111111111111"), "sqs:*")), byService))
        .isFalse();
    assertThat(
            may(
                PolicyStack.builder()
                    .resource(open("{\"Service\":\"lambda.amazonaws.com\"}", "sqs:*")),
                byService))
        .isTrue();
  }

  @Test
  @Tag("attack-C14")
  void a_grant_to_a_session_name_is_as_wide_as_the_name_is_shared() {
    String shared = "arn:aws:sts::111111111111:assumed-role/Labs/labs";
    PolicyStack.Builder toShared =
        PolicyStack.builder().session(OWN_QUEUE).resource(open(aws(shared), "sqs:SendMessage"));
    PolicyStack.Builder toAcme =
        PolicyStack.builder().session(OWN_QUEUE).resource(open(aws(ACME), "sqs:SendMessage"));

    assertThat(may(toShared, AccessRequest.of(shared, "sqs:SendMessage", QUEUE)))
        .as("whichever tenant that session is")
        .isTrue();
    assertThat(may(toAcme, AccessRequest.of(GLOBEX, "sqs:SendMessage", QUEUE))).isFalse();
    assertThat(may(toAcme, AccessRequest.of(ACME + "2", "sqs:SendMessage", QUEUE))).isFalse();
  }
}
