package io.leasehold.isolation.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.iam.PolicySyntaxException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTextTest {

  private static final String POLICY =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
          + "\"Action\":[\"sqs:SendMessage\",\"sqs:ReceiveMessage\"],"
          + "\"Resource\":\"arn:aws:sqs:eu-central-1:111111111111:q\","
          + "\"Condition\":{\"StringEquals\":{\"aws:PrincipalTag/a\":\"b\"}}}}";

  private static boolean same(String other) {
    return PolicyText.statements(List.of(POLICY)).equals(PolicyText.statements(List.of(other)));
  }

  @Test
  void layout_makes_no_difference() {
    assertThat(
            same(
                """
                {
                  "Statement": [{
                    "Sid": "Queues",
                    "Condition": {"StringEquals": {"aws:PrincipalTag/a": ["b"]}},
                    "Resource": ["arn:aws:sqs:eu-central-1:111111111111:q"],
                    "Action": ["sqs:ReceiveMessage", "sqs:SendMessage"],
                    "Effect": "Allow"
                  }],
                  "Version": "2012-10-17"
                }
                """))
        .isTrue();
  }

  @Test
  void in_which_policy_a_statement_stands_makes_no_difference() {
    String other = POLICY.replace(":q\"", ":r\"");
    String both =
        "{\"Version\":\"2012-10-17\",\"Statement\":[%s,%s]}"
            .formatted(statement(other), statement(POLICY));

    assertThat(PolicyText.statements(List.of(POLICY, other)))
        .isEqualTo(PolicyText.statements(List.of(both)))
        .hasSize(2);
  }

  private static String statement(String policy) {
    return policy.substring(policy.indexOf("{\"Effect"), policy.length() - 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Allow\"|\"Deny\"",
        "\"Action\"|\"NotAction\"",
        "\"Resource\"|\"NotResource\"",
        "sqs:SendMessage|sqs:*",
        "111111111111:q|111111111111:*",
        "StringEquals|StringLike",
        "StringEquals|StringEqualsIfExists",
        "\"b\"|[\"b\",\"c\"]",
        "PrincipalTag/a|PrincipalTag/b",
        "\"Version\":\"2012-10-17\",|",
        "2012-10-17|2008-10-17",
        ",\"Condition\":{\"StringEquals\":{\"aws:PrincipalTag/a\":\"b\"}}|",
      })
  void every_word_does(String change) {
    String[] parts = change.split("\\|", -1);
    String changed = POLICY.replace(parts[0], parts[1]);

    assertThat(changed).isNotEqualTo(POLICY);
    assertThat(same(changed)).isFalse();
  }

  @Test
  void two_values_are_not_one_with_a_comma() {
    String twoValues = POLICY.replace("\"b\"", "[\"b\",\"c\"]");
    String oneValue = POLICY.replace("\"b\"", "\"b\\\", \\\"c\"");
    assertThat(PolicyText.statements(List.of(twoValues)))
        .isNotEqualTo(PolicyText.statements(List.of(oneValue)));
  }

  @Test
  void what_is_no_policy_is_refused() {
    assertThatThrownBy(() -> same("{}")).isInstanceOf(PolicySyntaxException.class);
  }
}
