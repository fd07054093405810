package io.leasehold.isolation.iam;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustTest {

  private static final String USER = "arn:aws:iam::111111111111:user/platform";
  private static final String SESSION = "arn:aws:sts::111111111111:assumed-role/Broker/x";
  private static final String TARGET = "arn:aws:iam::222222222222:role/Lab";

  private static PolicyDocument trust(String principal, String condition) {
    return PolicyDocument.parse(
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":%s,\"Action\":\"sts:AssumeRole\"%s}}"
            .formatted(principal, condition));
  }

  private static boolean trusts(PolicyDocument policy, AccessRequest request) {
    return new IamEvaluator().trusts(policy, request);
  }

  @ParameterizedTest
  @CsvSource({
    "111111111111, true",
    "arn:aws:iam::111111111111:root, true",
    "arn:aws:iam::111111111111:user/platform, true",
    "*, true",
    "222222222222, false",
    "arn:aws:iam::111111111111:user/platform2, false",
    "arn:aws:iam::111111111111:user/Platform, false",
  })
  void a_user_is_trusted_by_name_or_account(String principal, boolean trusted) {
    PolicyDocument policy = trust("{\"AWS\":\"" + principal + "\"}", "");

    assertThat(trusts(policy, AccessRequest.of(USER, "sts:AssumeRole", TARGET))).isEqualTo(trusted);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::111111111111:role/Broker, true",
    "arn:aws:sts::111111111111:assumed-role/Broker/x, true",
    "arn:aws:sts::111111111111:assumed-role/Broker/y, false",
    "arn:aws:iam::111111111111:role/Brok, false",
  })
  void a_session_is_trusted_by_role_or_name(String principal, boolean trusted) {
    PolicyDocument policy = trust("{\"AWS\":\"" + principal + "\"}", "");

    assertThat(trusts(policy, AccessRequest.of(SESSION, "sts:AssumeRole", TARGET)))
        .isEqualTo(trusted);
  }

  @Test
  @Tag("attack-F02")
  void an_external_id_has_to_be_the_right_one() {
    PolicyDocument policy =
        trust(
            "{\"AWS\":\"111111111111\"}",
            ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"labs-42\"}}");
    AccessRequest request = AccessRequest.of(USER, "sts:AssumeRole", TARGET);

    assertThat(trusts(policy, request)).isFalse();
    assertThat(trusts(policy, request.with("sts:ExternalId", "labs-4"))).isFalse();
    assertThat(trusts(policy, request.with("sts:ExternalId", "labs-42"))).isTrue();
  }

  @Test
  void another_action_is_not_trusted() {
    PolicyDocument policy = trust("{\"AWS\":\"111111111111\"}", "");

    assertThat(trusts(policy, AccessRequest.of(USER, "sts:TagSession", TARGET))).isFalse();
  }

  @Test
  void a_service_is_trusted_by_its_name() {
    PolicyDocument policy = trust("{\"Service\":\"lambda.amazonaws.com\"}", "");

    assertThat(trusts(policy, AccessRequest.of("lambda.amazonaws.com", "sts:AssumeRole", TARGET)))
        .isTrue();
    assertThat(trusts(policy, AccessRequest.of("ec2.amazonaws.com", "sts:AssumeRole", TARGET)))
        .isFalse();
  }

  @Test
  void a_deny_in_the_trust_policy_wins() {
    PolicyDocument policy =
        PolicyDocument.parse(
            """
            {"Version":"2012-10-17","Statement":[
            {"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"},
            {"Effect":"Deny","Principal":{"AWS":"111111111111"},"Action":"sts:*"}]}\
            """);

    assertThat(trusts(policy, AccessRequest.of(USER, "sts:AssumeRole", TARGET))).isFalse();
  }

  @Test
  void the_callers_own_side_is_asked_for_sts_without_a_resource_policy() {
    PolicyDocument may =
        PolicyDocument.parse(
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",
            "Resource":"arn:aws:iam::*:role/Lab"}}\
            """);
    PolicyStack stack = PolicyStack.builder().identity(may).build();

    assertThat(
            new IamEvaluator()
                .decide(stack, AccessRequest.of(USER, "sts:AssumeRole", TARGET))
                .allowed())
        .isTrue();
  }
}
