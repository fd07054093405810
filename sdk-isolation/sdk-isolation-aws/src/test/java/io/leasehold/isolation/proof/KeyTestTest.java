package io.leasehold.isolation.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.Decision;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.isolation.iam.StatementOutline;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the search takes a test for, next to what the evaluator makes of it. */
class KeyTestTest {

  @ParameterizedTest
  @CsvSource({
    "StringEquals, a, false, true, false",
    "StringNotEquals, a, true, true, false",
    "StringEqualsIfExists, a, true, true, false",
    "StringNotLikeIfExists, a, true, true, false",
    "ForAllValues:StringEquals, a, true, true, true",
    "ForAllValues:StringNotEquals, a, true, true, true",
    "ForAnyValue:StringEquals, a, false, true, false",
    "ForAnyValue:StringNotEquals, a, false, true, false",
    "Null, true, true, false, true",
    "Null, false, false, true, false",
    "NumericEquals, 1, false, true, false",
    "ArnNotLike, arn:a:b:c:d:e, true, true, false",
  })
  void whatATestMakesOfAMissingAPresentAndAnEmptyKey(
      String operator, String value, boolean absent, boolean present, boolean empty) {
    KeyTest test = new KeyTest(new StatementOutline.Test(operator, "s:k", List.of(value)));
    assertThat(test.passesAbsent()).isEqualTo(absent);
    assertThat(test.passesPresent()).isEqualTo(present);
    assertThat(test.passesEmpty()).isEqualTo(empty);

    assertThat(decide(operator, value, Map.of()).allowed()).isEqualTo(absent);
    if (empty) {
      assertThat(decide(operator, value, Map.of("s:k", List.of(""))).allowed()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "StringEquals, a*, 2, false",
    "StringLike, a*, 2, true",
    "StringLikeIfExists, a*, 2, true",
    "ForAllValues:StringEqualsIfExists, a*, 2, false",
    "ForAnyValue:StringLike, a*, 2, true",
    "ArnLike, a*, 2, true",
    "ArnEquals, a*, 2, true",
    "StringEqualsIgnoreCase, a*, 1, true",
    "StringNotLike, a*, 1, true",
    "NumericLessThan, 1, 1, true",
  })
  void whichTextsATestTakes(String operator, String value, int steps, boolean wild) {
    TenantPattern taken =
        new KeyTest(new StatementOutline.Test(operator, "s:k", List.of(value))).values().get(0);
    assertThat(taken.length()).isEqualTo(steps);
    assertThat(taken.step(steps - 1) < 0).isEqualTo(wild);
  }

  @ParameterizedTest
  @CsvSource({
    "StringNotEquals, a",
    "StringEquals, a",
    "NumericEquals, 1",
    "Bool, true",
    "StringEqualsIgnoreCase, a",
    "StringNotEqualsIgnoreCase, a",
  })
  void aSamplePasses(String operator, String value) {
    String sample =
        new KeyTest(new StatementOutline.Test(operator, "s:k", List.of(value))).sample();
    assertThat(decide(operator, value, Map.of("s:k", List.of(sample))).allowed()).isTrue();
  }

  private static Decision decide(String operator, String value, Map<String, List<String>> context) {
    PolicyDocument policy =
        PolicyDocument.parse(
            ("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s:Get\","
                    + "\"Resource\":\"*\",\"Condition\":{\"%s\":{\"s:k\":\"%s\"}}}}")
                .formatted(operator, value));
    return new IamEvaluator()
        .decide(
            PolicyStack.builder().identity(policy).build(),
            new AccessRequest(Suspicion.SESSION, "s:Get", "arn:aws:s:::x", context));
  }
}
