package io.leasehold.isolation.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy as it is written, and what no policy may be written like. */
class StatementOutlineTest {

  @Test
  void everythingThatIsWrittenIsThere() {
    assertThat(
            StatementOutline.of(
                """
                {"Version":"2012-10-17","Id":"i","Statement":[
                {"Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws:s3:::a","*"],
                "Condition":{"Bool":{"aws:SecureTransport":true},
                "NumericEquals":{"S3:Max-Keys":[1,"2"]}}},
                {"Effect":"Deny","NotAction":["s3:*"],"NotResource":"*"}]}
                """
                    .replace("\n", "")))
        .containsExactly(
            new StatementOutline(
                true,
                List.of("s3:GetObject"),
                false,
                List.of("arn:aws:s3:::a", "*"),
                false,
                List.of(
                    new StatementOutline.Test("Bool", "aws:securetransport", List.of("true")),
                    new StatementOutline.Test("NumericEquals", "s3:max-keys", List.of("1", "2")))),
            new StatementOutline(false, List.of("s3:*"), true, List.of("*"), true, List.of()));
  }

  @Test
  void aTrustPolicyHasNoResource() {
    assertThat(
            StatementOutline.of(
                    "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sts:AssumeRole\"}}")
                .get(0)
                .resources())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"Id\":1,\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}",
        "{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\"}}",
        "{\"Statement\":[]}",
      })
  void whatIsNoPolicyHasNoOutline(String json) {
    assertThatExceptionOfType(PolicySyntaxException.class)
        .isThrownBy(() -> StatementOutline.of(json));
  }

  @Test
  void aPolicyShowsTheTextThatWasRead() {
    String json = "{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}";
    assertThat(PolicyDocument.parse(json).json()).isEqualTo(json);
    assertThat(PolicyDocument.parse(json)).hasToString(json);
  }

  @Test
  void onlyAResourcePolicyNamesAPrincipal() {
    PolicyDocument named =
        PolicyDocument.parse(
            "{\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}}");
    PolicyDocument plain =
        PolicyDocument.parse(
            "{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicyStack.builder().identity(named).build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicyStack.builder().boundary(named).build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicyStack.builder().session(named).build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicyStack.builder().serviceControl(List.of(plain, named)).build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicyStack.builder().resource(plain).build());
  }

  @Test
  void theLastPartOfAnArnHasColons() {
    String function = "arn:aws:lambda:eu-central-1:111111111111:function:orders";
    assertThat(allows(function, function)).isTrue();
    assertThat(allows(function + ":*", function + ":live:x")).isTrue();
    assertThat(allows("arn:aws:lambda:*:111111111111:function:*", function)).isTrue();
    assertThat(allows("arn:aws:lambda:eu-central-1:1111:function:*", function)).isFalse();
  }

  private static boolean allows(String pattern, String resource) {
    PolicyDocument policy =
        PolicyDocument.parse(
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"%s\"}}"
                .formatted(pattern));
    return new IamEvaluator()
        .decide(
            PolicyStack.builder().identity(policy).build(),
            AccessRequest.of("arn:aws:iam::111111111111:user/u", "lambda:Invoke", resource))
        .allowed();
  }
}
