package io.leasehold.isolation.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

  private static final String ARN = "arn:aws:sts::111111111111:assumed-role/R/s";

  /** Whether an Allow under the condition applies; the request's values are separated by spaces. */
  private static boolean allows(String operator, String values, String actual) {
    return decide("Allow", operator, values, actual).allowed();
  }

  private static Decision decide(String effect, String operator, String values, String actual) {
    String wanted =
        String.join(
            ",", Arrays.stream(values.split(" ")).map(value -> "\"" + value + "\"").toList());
    PolicyDocument policy =
        PolicyDocument.parse(
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"%s","Action":"x:Do","Resource":"*",
            "Condition":{"%s":{"x:Key":[%s]}}}]}\
            """
                .formatted(effect, operator, wanted));
    AccessRequest request = AccessRequest.of(ARN, "x:Do", "*");
    if (!"MISSING".equals(actual)) {
      List<String> given = "EMPTY".equals(actual) ? List.of("") : Arrays.asList(actual.split(" "));
      request = request.with("X:KEY", given.toArray(String[]::new));
    }
    PolicyDocument all =
        PolicyDocument.parse(
            "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");
    PolicyStack.Builder stack = PolicyStack.builder().identity(policy);
    if (effect.equals("Deny")) {
      stack.identity(all);
    }
    return new IamEvaluator().decide(stack.build(), request);
  }

  @ParameterizedTest
  @CsvSource({
    "StringEquals, acme, acme, true",
    "StringEquals, acme, ACME, false",
    "StringEquals, acme globex, globex, true",
    "StringEquals, acm*, acme, false",
    "StringEquals, acm*, acm*, true",
    "StringNotEquals, acme, acme, false",
    "StringNotEquals, acme globex, globex, false",
    "StringNotEquals, acme, globex, true",
    "StringEqualsIgnoreCase, acme, AcMe, true",
    "StringNotEqualsIgnoreCase, acme, AcMe, false",
    "StringLike, acme/*, acme/, true",
    "StringLike, acme/*, acme/a/b:c, true",
    "StringLike, acme/*, acme, false",
    "StringLike, acme/*, acme-eu/x, false",
    "StringLike, a?me, acme, true",
    "StringLike, a?me, ame, false",
    "StringNotLike, acme/*, acme/x, false",
    "ArnEquals, arn:aws:s3:::b*, arn:aws:s3:::bucket, true",
    "ArnLike, arn:aws:iam::*:role/R, arn:aws:iam::111111111111:role/R, true",
    "ArnLike, arn:aws:iam::*:role/R, arn:aws:iam::1:x:role/R, false",
    "ArnLike, arn:aws:*:r, arn:aws:s3:eu:1:r, REFUSED",
    "ArnNotLike, arn:aws:s3:::b*, arn:aws:s3:::bucket, false",
    "ArnNotEquals, arn:aws:s3:::b, arn:aws:s3:::c, true",
    "NumericEquals, 10, 10.0, true",
    "NumericNotEquals, 10, 11, true",
    "NumericLessThan, 10, 10, false",
    "NumericLessThanEquals, 10, 10, true",
    "NumericGreaterThan, 10, 9, false",
    "NumericGreaterThan, -5, -4.5, true",
    "NumericGreaterThanEquals, 10, 10, true",
    "DateEquals, 2026-01-01, 2026-01-01T00:00:00Z, true",
    "DateNotEquals, 2026-01-01, 2026-01-02, true",
    "DateLessThan, 2026-01-01T00:00:00Z, 2025-12-31T23:59:59Z, true",
    "DateLessThan, 2026-01-01T00:00:00Z, 2026-01-01T00:30:00+01:00, true",
    "DateLessThan, 2026-01-01T00:00:00Z, 1767225599, true",
    "DateLessThanEquals, 1767225600, 2026-01-01T00:00:00Z, true",
    "DateGreaterThan, 2026, 2026-01-01T00:00:01Z, true",
    "DateGreaterThanEquals, 2026-02, 2026-01-31T23:59:59Z, false",
    "Bool, true, true, true",
    "Bool, true, TRUE, true",
    "Bool, true, false, false",
    "BinaryEquals, QmluYXJ5, QmluYXJ5, true",
    "BinaryEquals, QmluYXJ5, AAAA, false",
    "IpAddress, 10.1.0.0/16, 10.1.255.255, true",
    "IpAddress, 10.1.0.0/16, 10.2.0.0, false",
    "IpAddress, 10.1.0.5, 10.1.0.5, true",
    "IpAddress, 10.1.0.5, 10.1.0.6, false",
    "IpAddress, 0.0.0.0/0, 203.0.113.9, true",
    "IpAddress, 0.0.0.0/0, 2001:db8::1, false",
    "IpAddress, 2001:db8::/32, 2001:db8:ffff::1, true",
    "NotIpAddress, 10.1.0.0/16, 10.1.0.1, false",
  })
  void an_operator_compares_as_documented(
      String operator, String values, String actual, String fits) {
    if (fits.equals("REFUSED")) {
      Assertions.assertThatThrownBy(() -> allows(operator, values, actual))
          .isInstanceOf(PolicySyntaxException.class);
    } else {
      assertThat(allows(operator, values, actual)).isEqualTo(Boolean.parseBoolean(fits));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "StringEquals, false",
    "StringNotEquals, true",
    "StringLike, false",
    "StringNotLike, true",
    "StringEqualsIfExists, true",
    "StringNotEqualsIfExists, true",
    "ForAllValues:StringEquals, true",
    "ForAllValues:StringNotEquals, true",
    "ForAllValues:StringEqualsIfExists, true",
    "ForAnyValue:StringEquals, false",
    "ForAnyValue:StringNotEquals, false",
  })
  @Tag("attack-B18")
  @Tag("attack-B03")
  void a_missing_key_fits_as_documented(String operator, boolean fits) {
    assertThat(allows(operator, "acme", "MISSING")).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource({
    "ForAllValues:StringEquals, acme, acme, true",
    "ForAllValues:StringEquals, acme, acme acme, true",
    "ForAllValues:StringEquals, acme, acme globex, false",
    "ForAllValues:StringEquals, acme globex, globex acme, true",
    "ForAllValues:StringNotEquals, acme, globex, true",
    "ForAllValues:StringNotEquals, acme, globex acme, false",
    "ForAnyValue:StringEquals, acme, globex acme, true",
    "ForAnyValue:StringEquals, acme, globex initech, false",
    "ForAnyValue:StringNotEquals, acme, globex acme, true",
    "ForAnyValue:StringNotEquals, acme, acme acme, false",
    "ForAllValues:StringLike, acme#*, acme#1 acme#2, true",
    "ForAllValues:StringLike, acme#*, acme#1 globex#2, false",
    "ForAnyValue:ArnLike, arn:aws:s3:::*, arn:aws:sqs:e:1:q arn:aws:s3:::b, true",
  })
  @Tag("attack-B02")
  void a_set_operator_looks_at_every_value(
      String operator, String values, String actual, boolean fits) {
    assertThat(allows(operator, values, actual)).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource({
    "ForAllValues:StringEquals, true",
    "ForAnyValue:StringEquals, false",
    "StringEquals, false",
    "StringNotEquals, true",
  })
  @Tag("attack-B01")
  void an_empty_text_is_a_null_data_set_for_the_set_operators(String operator, boolean fits) {
    assertThat(allows(operator, "acme", "EMPTY")).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource({
    "true, MISSING, true",
    "true, EMPTY, true",
    "true, x, false",
    "false, MISSING, false",
    "false, EMPTY, false",
    "false, x, true",
    "true false, x, true",
  })
  void null_tests_whether_a_key_is_missing(String wanted, String actual, boolean fits) {
    assertThat(allows("Null", wanted, actual)).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource({
    "StringEquals, acme, acme globex",
    "StringNotEquals, acme, globex initech",
    "ForAnyValue:StringEqualsIfExists, acme, MISSING",
    "StringNotEquals, ${aws:username}, acme",
    "ArnNotLike, arn:aws:s3:::${aws:username}, arn:aws:s3:::b",
    "NumericLessThan, 10, many",
    "NumericNotEquals, 10, many",
    "DateLessThan, 2026-01-01, soon",
    "Bool, true, maybe",
    "IpAddress, 10.0.0.0/8, localhost",
    "NotIpAddress, 10.0.0.0/8, localhost",
    "ArnNotLike, arn:aws:s3:::b, no-arn",
  })
  void what_aws_does_not_document_never_widens(String operator, String values, String actual) {
    assertThat(decide("Allow", operator, values, actual).allowed()).isFalse();
    assertThat(decide("Deny", operator, values, actual).allowed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "StringEquals, ${aws:username}, acme",
    "StringLike, ${aws:username}*, acme",
    "ArnLike, arn:aws:s3:::${aws:username}*, arn:aws:s3:::b"
  })
  void a_variable_without_a_value_matches_nothing(String operator, String values, String actual) {
    assertThat(decide("Allow", operator, values, actual).allowed()).isFalse();
    assertThat(decide("Deny", operator, values, actual).allowed()).isTrue();
  }

  @Test
  void several_operators_and_keys_all_have_to_hold() {
    PolicyDocument policy =
        PolicyDocument.parse(
            """
            {"Statement":{"Effect":"Allow","Action":"x:Do","Resource":"*","Condition":{
            "StringEquals":{"x:A":"1","x:B":"2"},"Bool":{"x:C":"true"}}}}\
            """);
    PolicyStack stack = PolicyStack.builder().identity(policy).build();
    AccessRequest all =
        AccessRequest.of(ARN, "x:Do", "*").with("x:A", "1").with("x:B", "2").with("x:C", "true");
    IamEvaluator evaluator = new IamEvaluator();

    assertThat(evaluator.decide(stack, all).allowed()).isTrue();
    for (String key : List.of("x:A", "x:B", "x:C")) {
      assertThat(evaluator.decide(stack, all.with(key, "0")).allowed()).isFalse();
    }
  }
}
