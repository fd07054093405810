package io.leasehold.isolation.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationOrderTest {

  private static final String SESSION = "arn:aws:sts::111111111111:assumed-role/R/s";
  private static final String ROLE = "arn:aws:iam::111111111111:role/R";
  private static final AccessRequest GET =
      AccessRequest.of(SESSION, "s3:GetObject", "arn:aws:s3:::b/k");

  private static final PolicyDocument ALL = policy("Allow", "*", "");
  private static final PolicyDocument OTHER = policy("Allow", "sqs:*", "");
  private static final PolicyDocument DENY = policy("Deny", "s3:GetObject", "");

  private static PolicyDocument policy(String effect, String action, String principal) {
    return PolicyDocument.parse(
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Sid\":\"S\",\"Effect\":\"%s\",%s\"Action\":\"%s\",\"Resource\":\"*\"}}"
            .formatted(effect, principal, action));
  }

  private static PolicyDocument resourceAllow(String principal) {
    return policy("Allow", "s3:*", "\"Principal\":{\"AWS\":\"" + principal + "\"},");
  }

  private static Decision decide(PolicyStack.Builder stack) {
    return new IamEvaluator().decide(stack.build(), GET);
  }

  @Test
  void nothing_is_allowed_by_default() {
    assertThat(decide(PolicyStack.builder()))
        .isEqualTo(
            new Decision.Denied(
                false, "no identity-based policy allows the s3:GetObject action: there is none"));
    assertThat(decide(PolicyStack.builder().identity(ALL)).allowed()).isTrue();
    assertThat(decide(PolicyStack.builder().identity(OTHER).identity(ALL)).allowed()).isTrue();
  }

  @Test
  @Tag("attack-C11")
  void a_deny_anywhere_wins() {
    PolicyDocument resourceDeny = policy("Deny", "*", "\"Principal\":\"*\",");
    PolicyDocument session = resourceAllow(SESSION);

    for (PolicyStack.Builder stack :
        List.of(
            PolicyStack.builder().identity(ALL).identity(DENY),
            PolicyStack.builder().identity(ALL).boundary(DENY),
            PolicyStack.builder().identity(ALL).session(DENY),
            PolicyStack.builder().identity(ALL).resource(resourceDeny),
            PolicyStack.builder()
                .identity(ALL)
                .resource(session)
                .serviceControl(List.of(ALL, DENY)),
            PolicyStack.builder().resource(session).session(DENY))) {
      assertThat(decide(stack))
          .isInstanceOfSatisfying(
              Decision.Denied.class,
              denied -> {
                assertThat(denied.explicit()).isTrue();
                assertThat(denied.explanation())
                    .startsWith("an explicit deny in a")
                    .endsWith("statement S");
              });
    }
  }

  @Test
  @Tag("attack-C02")
  @Tag("attack-C03")
  @Tag("attack-C04")
  @Tag("attack-C10")
  @Tag("attack-C11")
  @Tag("attack-C13")
  void every_combination_of_policies_gives_what_the_sets_say() {
    List<EvaluationMatrix.Combination> all = EvaluationMatrix.all();

    assertThat(all).hasSize(2 * 4 * 4 * 4 * 7 * 4 * 2);
    assertThat(all)
        .allSatisfy(
            combination -> {
              RandomAccess access = combination.access();
              assertThat(new IamEvaluator().decide(access.stack(), access.request()).allowed())
                  .as("%s", combination)
                  .isEqualTo(combination.allowed());
            });
  }

  @Test
  @Tag("attack-C10")
  void boundary_and_session_policy_only_narrow() {
    assertThat(decide(PolicyStack.builder().identity(ALL).boundary(ALL).session(ALL)).allowed())
        .isTrue();
    assertThat(decide(PolicyStack.builder().identity(ALL).boundary(OTHER)).allowed()).isFalse();
    assertThat(decide(PolicyStack.builder().identity(ALL).session(OTHER)).allowed()).isFalse();
    assertThat(decide(PolicyStack.builder().boundary(ALL).session(ALL)).allowed()).isFalse();
  }

  @Test
  @Tag("attack-C10")
  void a_denying_not_principal_hits_everybody_with_a_boundary_even_those_it_names() {
    PolicyDocument exempt =
        policy(
            "Deny",
            "*",
            "\"NotPrincipal\":{\"AWS\":[\"111111111111\",\"%s\",\"%s\"]},"
                .formatted(ROLE, SESSION));

    assertThat(decide(PolicyStack.builder().identity(ALL).resource(exempt)).allowed()).isTrue();
    assertThat(decide(PolicyStack.builder().identity(ALL).resource(exempt).boundary(ALL)))
        .isInstanceOfSatisfying(
            Decision.Denied.class, denied -> assertThat(denied.explicit()).isTrue());
  }

  @Test
  void every_level_of_service_control_has_to_allow() {
    assertThat(
            decide(
                    PolicyStack.builder()
                        .identity(ALL)
                        .serviceControl(List.of(ALL))
                        .serviceControl(List.of(OTHER, ALL)))
                .allowed())
        .isTrue();
    assertThat(
            decide(
                    PolicyStack.builder()
                        .identity(ALL)
                        .serviceControl(List.of(ALL))
                        .serviceControl(List.of(OTHER)))
                .explanation())
        .startsWith("no service control policy allows the s3:GetObject action");
    assertThat(decide(PolicyStack.builder().identity(ALL).serviceControl(List.of())).allowed())
        .isFalse();
    assertThat(
            decide(
                    PolicyStack.builder()
                        .resource(resourceAllow(SESSION))
                        .serviceControl(List.of(OTHER)))
                .allowed())
        .as("not even a resource policy escapes it")
        .isFalse();
  }

  @Test
  @Tag("attack-C02")
  void a_resource_policy_that_names_the_session_escapes_the_session_policy() {
    PolicyStack.Builder leak =
        PolicyStack.builder().resource(resourceAllow(SESSION)).session(OTHER).boundary(OTHER);

    assertThat(decide(leak).allowed()).isTrue();
    assertThat(decide(PolicyStack.builder().resource(resourceAllow(SESSION + "x"))).allowed())
        .isFalse();
  }

  @Test
  @Tag("attack-C03")
  void a_resource_policy_that_names_the_role_is_limited_by_session_and_boundary() {
    PolicyDocument named = resourceAllow(ROLE);

    assertThat(decide(PolicyStack.builder().resource(named)).allowed()).isTrue();
    assertThat(decide(PolicyStack.builder().resource(named).session(OTHER)).allowed()).isFalse();
    assertThat(decide(PolicyStack.builder().resource(named).boundary(OTHER)).allowed()).isFalse();
    assertThat(decide(PolicyStack.builder().resource(resourceAllow(ROLE + "x"))).allowed())
        .isFalse();
  }

  @Test
  void a_role_with_a_path_is_known_by_its_principal_arn() {
    PolicyStack stack =
        PolicyStack.builder()
            .resource(resourceAllow("arn:aws:iam::111111111111:role/labs/R"))
            .build();
    IamEvaluator evaluator = new IamEvaluator();

    assertThat(evaluator.decide(stack, GET).allowed()).isFalse();
    assertThat(
            evaluator
                .decide(
                    stack, GET.with("aws:PrincipalArn", "arn:aws:iam::111111111111:role/labs/R"))
                .allowed())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"111111111111", "arn:aws:iam::111111111111:root"})
  void a_resource_policy_that_names_the_own_account_leaves_it_to_the_identity(String account) {
    assertThat(decide(PolicyStack.builder().resource(resourceAllow(account))).allowed()).isFalse();
    assertThat(
            decide(PolicyStack.builder().resource(resourceAllow(account)).identity(ALL)).allowed())
        .isTrue();
  }

  @Test
  @Tag("attack-C04")
  void a_resource_policy_open_to_everybody_counts_as_open_to_the_session() {
    assertThat(decide(PolicyStack.builder().resource(resourceAllow("*")).session(OTHER)).allowed())
        .isTrue();
  }

  @Test
  @Tag("attack-C13")
  void across_accounts_both_sides_have_to_allow() {
    AccessRequest foreign = GET.with("aws:ResourceAccount", "222222222222");
    IamEvaluator evaluator = new IamEvaluator();
    PolicyDocument account = resourceAllow("111111111111");

    assertThat(evaluator.decide(PolicyStack.builder().identity(ALL).build(), foreign).allowed())
        .isFalse();
    assertThat(
            evaluator
                .decide(PolicyStack.builder().resource(resourceAllow(SESSION)).build(), foreign)
                .allowed())
        .isFalse();
    assertThat(
            evaluator
                .decide(PolicyStack.builder().identity(ALL).resource(account).build(), foreign)
                .allowed())
        .isTrue();
    AccessRequest byArn =
        AccessRequest.of(SESSION, "sqs:SendMessage", "arn:aws:sqs:eu-central-1:222222222222:q");
    assertThat(evaluator.decide(PolicyStack.builder().identity(ALL).build(), byArn).allowed())
        .isFalse();
  }

  @Test
  void to_be_exempt_from_a_deny_a_session_is_named_with_role_and_account() {
    String deny =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"NotPrincipal\":{\"AWS\":[%s]},\"Action\":\"*\",\"Resource\":\"*\"}}";
    String account = "\"arn:aws:iam::111111111111:root\"";
    String complete = String.join(",", account, "\"" + ROLE + "\"", "\"" + SESSION + "\"");

    assertThat(
            decide(
                    PolicyStack.builder()
                        .identity(ALL)
                        .resource(PolicyDocument.parse(deny.formatted(complete))))
                .allowed())
        .isTrue();
    assertThat(
            decide(
                    PolicyStack.builder()
                        .identity(ALL)
                        .resource(PolicyDocument.parse(deny.formatted(account))))
                .allowed())
        .isFalse();
  }

  @Test
  void an_explanation_names_the_statement_that_came_closest() {
    PolicyDocument session =
        PolicyDocument.parse(
            """
            {"Version":"2012-10-17","Statement":[
            {"Sid":"Queues","Effect":"Allow","Action":"sqs:*","Resource":"*"},
            {"Sid":"Items","Effect":"Allow","Action":"dynamodb:GetItem","Resource":"*","Condition":{
            "ForAllValues:StringEquals":{"dynamodb:LeadingKeys":"acme"}}}]}\
            """);
    PolicyStack stack = PolicyStack.builder().identity(ALL).session(session).build();
    AccessRequest foreign =
        AccessRequest.of(
                SESSION, "dynamodb:GetItem", "arn:aws:dynamodb:eu-central-1:111111111111:table/t")
            .with("dynamodb:LeadingKeys", "globex");

    assertThat(new IamEvaluator().decide(stack, foreign).explanation())
        .isEqualTo(
            "no session policy allows the dynamodb:GetItem action: statement Items wants"
                + " ForAllValues:StringEquals dynamodb:LeadingKeys [acme], got [globex]");
    assertThat(new IamEvaluator().decide(stack, GET).explanation())
        .endsWith("no statement covers the action");
  }
}
