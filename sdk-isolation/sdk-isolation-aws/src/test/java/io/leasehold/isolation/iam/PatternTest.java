package io.leasehold.isolation.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternTest {

  private static final String SESSION = "arn:aws:sts::111111111111:assumed-role/R/s";

  private static AccessRequest request(String action, String resource) {
    return AccessRequest.of(SESSION, action, resource);
  }

  private static boolean allows(String version, String elements, AccessRequest request) {
    String json = "{'Version':'%s','Statement':{'Effect':'Allow',%s}}".formatted(version, elements);
    PolicyDocument policy = PolicyDocument.parse(json.replace('\'', '"'));
    return new IamEvaluator()
        .decide(PolicyStack.builder().identity(policy).build(), request)
        .allowed();
  }

  private static boolean onResource(String pattern, AccessRequest request) {
    return allows("2012-10-17", "'Action':'*','Resource':'" + pattern + "'", request);
  }

  @ParameterizedTest
  @CsvSource({
    "*, s3:GetObject, true",
    "s3:*, s3:GetObject, true",
    "s3:*, s3express:CreateSession, false",
    "S3:getobject, s3:GetObject, true",
    "s3:Get*, s3:GetObjectAnnotation, true",
    "s3:Get*, s3:PutObject, false",
    "s3:Get?bject, s3:GetObject, true",
    "s3:*Object*, s3:PutObjectAcl, true",
  })
  @Tag("attack-B11")
  void actions_match_without_regard_to_case(String pattern, String action, boolean fits) {
    assertThat(
            allows(
                "2012-10-17",
                "'Action':'" + pattern + "','Resource':'*'",
                request(action, "arn:aws:s3:::b/k")))
        .isEqualTo(fits);
    assertThat(
            allows(
                "2012-10-17",
                "'NotAction':'" + pattern + "','Resource':'*'",
                request(action, "arn:aws:s3:::b/k")))
        .isEqualTo(!fits);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:s3:::b/acme/*, arn:aws:s3:::b/acme/x, true",
    "arn:aws:s3:::b/acme/*, arn:aws:s3:::b/acme/x/y:z, true",
    "arn:aws:s3:::b/acme/*, arn:aws:s3:::b/acme-eu/x, false",
    "arn:aws:s3:::b/acme/*, arn:aws:s3:::b/ACME/x, false",
    "arn:aws:s3:::b/acme/*, arn:aws:s3:::b/acme/../globex/x, true",
    "arn:aws:s3:::b*, arn:aws:s3:::b/globex/x, true",
    "arn:aws:dynamodb:*:111111111111:table/t, arn:aws:dynamodb:eu-central-1:111111111111:table/t, true",
    "arn:aws:dynamodb:*:table/t, arn:aws:dynamodb:eu-central-1:111111111111:table/t, REFUSED",
    "arn:aws:dynamodb:eu-central-1:*:table/t, arn:aws:dynamodb:eu-central-1:1:x:table/t, false",
    "arn:aws:dynamodb:eu-central-1:111111111111:table/t, arn:aws:dynamodb:eu-central-1:111111111111:table/t/index/i, false",
    "arn:aws:dynamodb:eu-central-1:111111111111:table/t, arn:aws:dynamodb:us-east-1:111111111111:table/t, false",
    "arn:aws:s3:::b, arn:aws-cn:s3:::b, false",
    "arn:aws:s3:::b, *, false",
    "*, *, true",
  })
  @Tag("attack-B10")
  @Tag("attack-B15")
  void resources_match_part_by_part(String pattern, String resource, String fits) {
    AccessRequest request = request("x:Do", resource).with("aws:ResourceAccount", "111111111111");
    if (fits.equals("REFUSED")) {
      Assertions.assertThatThrownBy(() -> onResource(pattern, request))
          .isInstanceOf(PolicySyntaxException.class);
    } else {
      assertThat(onResource(pattern, request)).isEqualTo(Boolean.parseBoolean(fits));
    }
  }

  @Test
  @Tag("attack-B09")
  void a_star_crosses_colons_in_a_text_but_not_in_an_arn() {
    AccessRequest request =
        request("x:Do", "*").with("aws:SourceArn", "arn:aws:sqs:eu:111111111111:evil:role/R");
    String like = "'Action':'*','Resource':'*','Condition':{'%s':{'aws:SourceArn':'%s'}}";
    String pattern = "arn:aws:sqs:*:role/R";

    assertThat(allows("2012-10-17", like.formatted("StringLike", pattern), request)).isTrue();
    assertThat(allows("2012-10-17", like.formatted("ArnLike", "arn:aws:sqs:*:*:role/R"), request))
        .isFalse();
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.SECONDS)
  void many_stars_do_not_take_exponential_time() {
    String pattern = "arn:aws:s3:::" + "a*".repeat(200) + "b";

    assertThat(onResource(pattern, request("x:Do", "arn:aws:s3:::" + "a".repeat(5_000)))).isFalse();
  }

  @Test
  void a_variable_stands_for_its_literal_value() {
    String pattern = "arn:aws:s3:::b/${aws:PrincipalTag/tenant}/*";
    AccessRequest acmes =
        request("x:Do", "arn:aws:s3:::b/acme/k").with("aws:PrincipalTag/Tenant", "acme");
    AccessRequest stars =
        request("x:Do", "arn:aws:s3:::b/acme/k").with("aws:PrincipalTag/tenant", "*");

    assertThat(onResource(pattern, acmes)).isTrue();
    assertThat(onResource(pattern, stars)).isFalse();
    assertThat(
            onResource(
                pattern,
                request("x:Do", "arn:aws:s3:::b/*/k").with("aws:PrincipalTag/tenant", "*")))
        .isTrue();
  }

  @Test
  void a_variable_without_one_value_matches_nothing() {
    String pattern = "arn:aws:s3:::b/${aws:username}*";
    AccessRequest nobody = request("x:Do", "arn:aws:s3:::b/x");

    assertThat(onResource(pattern, nobody)).isFalse();
    assertThat(onResource(pattern, nobody.with("aws:username", "x", "y"))).isFalse();
    assertThat(allows("2012-10-17", "'Action':'*','NotResource':'" + pattern + "'", nobody))
        .as("an open variable must not widen NotResource")
        .isFalse();
  }

  @Test
  void a_default_stands_in_for_a_missing_key_only() {
    String json =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\","
            + "\"Resource\":\"arn:aws:s3:::b/${aws:PrincipalTag/team, 'none'}/*\"}}";
    PolicyStack stack = PolicyStack.builder().identity(PolicyDocument.parse(json)).build();
    IamEvaluator evaluator = new IamEvaluator();
    AccessRequest none = request("x:Do", "arn:aws:s3:::b/none/k");

    assertThat(evaluator.decide(stack, none).allowed()).isTrue();
    assertThat(evaluator.decide(stack, none.with("aws:PrincipalTag/team", "red")).allowed())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "${*}, *, true",
    "${*}, x, false",
    "${?}, ?, true",
    "${?}, x, false",
    "${$}, $, true"
  })
  void the_three_escapes_stand_for_themselves(String escape, String key, boolean fits) {
    assertThat(onResource("arn:aws:s3:::b/" + escape, request("x:Do", "arn:aws:s3:::b/" + key)))
        .isEqualTo(fits);
  }

  @Test
  @Tag("attack-B07")
  void the_old_version_knows_no_variables_and_breaks_escapes() {
    String variable = "'Action':'*','Resource':'arn:aws:s3:::b/${aws:username}'";
    AccessRequest anna = request("x:Do", "arn:aws:s3:::b/anna").with("aws:username", "anna");
    assertThat(allows("2012-10-17", variable, anna)).isTrue();
    assertThat(allows("2008-10-17", variable, anna)).isFalse();

    String escape = "'Action':'*','Resource':'arn:aws:s3:::b/${*}'";
    AccessRequest brace = request("x:Do", "arn:aws:s3:::b/${anything}");
    assertThat(allows("2008-10-17", escape, brace)).as("the star is live again").isTrue();
    assertThat(allows("2012-10-17", escape, brace)).isFalse();
  }

  @Test
  void a_value_with_colons_does_not_move_the_parts_of_an_arn() {
    String like = "'Action':'*','Resource':'*','Condition':{'ArnLike':{'aws:SourceArn':'%s'}}";
    String pattern = "arn:aws:sns:${aws:PrincipalTag/region}:111111111111:topic";
    AccessRequest request = request("x:Do", "*").with("aws:PrincipalTag/region", "eu:222222222222");

    assertThat(
            allows(
                "2012-10-17",
                like.formatted(pattern),
                request.with("aws:SourceArn", "arn:aws:sns:eu:222222222222:111111111111:topic")))
        .isFalse();
    assertThat(
            allows(
                "2012-10-17",
                like.formatted("${aws:PrincipalTag/arn}"),
                request
                    .with("aws:PrincipalTag/arn", "arn:aws:sns:eu:111111111111:topic")
                    .with("aws:SourceArn", "arn:aws:sns:eu:111111111111:topic")))
        .as("a whole ARN may come from a variable")
        .isTrue();
  }

  @Test
  void a_tag_may_have_spaces() {
    assertThat(
            onResource(
                "arn:aws:s3:::b/${aws:PrincipalTag/Cost Center}",
                request("x:Do", "arn:aws:s3:::b/42").with("aws:PrincipalTag/cost center", "42")))
        .isTrue();
  }
}
