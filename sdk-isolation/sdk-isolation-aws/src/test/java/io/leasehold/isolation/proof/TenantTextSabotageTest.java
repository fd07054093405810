package io.leasehold.isolation.proof;

import static io.leasehold.isolation.proof.TenantTextAttackTest.PLACE;
import static io.leasehold.isolation.proof.TenantTextAttackTest.template;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leasehold.isolation.aws.fixture.EveryScope;
import io.leasehold.isolation.aws.scope.DynamoDbCompositeScope;
import io.leasehold.isolation.aws.scope.DynamoDbSiloScope;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import io.leasehold.isolation.aws.scope.SesTenantScope;
import io.leasehold.isolation.aws.scope.TenantResourceScope;
import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.isolation.iam.StatementOutline;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Put into the policy as they are, without grammar and without escapes, the texts do their work.
 */
class TenantTextSabotageTest {

  private static Proof unescaped(String text, TenantResourceScope scope) {
    String policy = template(scope).json().replace(PolicyTemplate.HOLE, text);
    return IsolationProver.prove(new PolicyTemplate(policy), List.of(scope.ownership(PLACE)));
  }

  private static void assertLeaks(String text, TenantResourceScope scope) {
    assertThat(unescaped(text, scope))
        .as("%s as the name of a tenant of %s", text, scope.label())
        .isInstanceOf(Proof.Leaks.class);
  }

  @Test
  @Tag("attack-A01")
  @Tag("attack-A02")
  @Tag("attack-A03")
  void wildcards_reach_others() {
    EveryScope.all()
        .filter(scope -> template(scope).statements().stream().anyMatch(Wild::takesPatterns))
        .forEach(
            scope -> {
              assertLeaks("*", scope);
              assertLeaks("?", scope);
              assertLeaks("acme*", scope);
              assertLeaks("a?me", scope);
            });
  }

  /** Where the hole is in an ARN or in a pattern; elsewhere a star is a star. */
  private static final class Wild {
    static boolean takesPatterns(StatementOutline statement) {
      return statement.resources().stream().anyMatch(r -> r.contains(PolicyTemplate.HOLE))
          || statement.conditions().stream()
              .anyMatch(
                  test ->
                      test.operator().contains("Like")
                          && test.values().stream().anyMatch(v -> v.contains(PolicyTemplate.HOLE)));
    }
  }

  @Test
  @Tag("attack-A04")
  @Tag("attack-A05")
  @Tag("attack-A07")
  void a_variable_becomes_whoever_is_in_the_request() {
    PolicyTemplate template = template(S3PrefixScope.bucket("content"));
    AccessRequest victims =
        AccessRequest.of(
                "arn:aws:sts::111111111111:assumed-role/r/s",
                "s3:GetObject",
                "arn:aws:s3:::content/globex/x")
            .with("aws:PrincipalTag/x", "globex");
    String text = "${aws:PrincipalTag/x}";
    String other = "${aws:PrincipalTag/y, 'globex'}";

    assertThat(may(template.json().replace(PolicyTemplate.HOLE, text), victims)).isTrue();
    assertThatExceptionOfType(IamLiteralException.class).isThrownBy(() -> template.json(text));
    assertThat(may(template.json().replace(PolicyTemplate.HOLE, other), victims)).isTrue();
  }

  private static boolean may(String policy, AccessRequest request) {
    PolicyStack stack = PolicyStack.builder().identity(PolicyDocument.parse(policy)).build();
    return new IamEvaluator().decide(stack, request).allowed();
  }

  @Test
  @Tag("attack-A08")
  void a_quote_adds_an_arn_to_a_list() {
    assertLeaks(
        "x\",\"arn:aws:dynamodb:eu-central-1:111111111111:table/orders_globex",
        DynamoDbSiloScope.prefixed("orders_"));
  }

  @Test
  @Tag("attack-A09")
  void an_escape_of_json_becomes_a_star() {
    String policy = template(S3PrefixScope.bucket("content")).json();
    AccessRequest others =
        AccessRequest.of(
            "arn:aws:sts::111111111111:assumed-role/r/s",
            "s3:GetObject",
            "arn:aws:s3:::content/globex/x");

    assertThat(may(policy.replace(PolicyTemplate.HOLE, "\\u002a"), others)).isTrue();
  }

  @Test
  @Tag("attack-A10")
  void without_blanks_two_names_become_one() {
    assertLeaks("a b".replaceAll("\\s", ""), S3PrefixScope.bucket("content"));
  }

  @Test
  @Tag("attack-A12")
  @Tag("attack-A13")
  void a_delimiter_inside_reaches_into_what_is_anothers() {
    assertLeaks("globex/x", S3PrefixScope.bucket("content"));
    assertLeaks("globex#x", DynamoDbCompositeScope.table("items"));
    AccessRequest othersTemplate =
        AccessRequest.of(
                "arn:aws:sts::111111111111:assumed-role/r/s",
                "ses:SendEmail",
                "arn:aws:ses:eu-central-1:111111111111:template/globex_x_welcome")
            .with("ses:TenantName", "globex_x")
            .with("ses:ApiVersion", "2");
    String mail = template(SesTenantScope.from("example.com")).json();
    assertThat(may(mail.replace(PolicyTemplate.HOLE, "globex_x"), othersTemplate)).isTrue();
  }

  @Test
  @Tag("attack-A15")
  @Tag("attack-A16")
  void a_name_that_is_folded_is_somebody_elses() {
    assertLeaks("ACME".toLowerCase(Locale.ROOT), S3PrefixScope.bucket("content"));
    String wide = Normalizer.normalize("\uff41cme", Normalizer.Form.NFKC);
    assertLeaks(wide, S3PrefixScope.bucket("content"));
  }

  @Test
  @Tag("attack-A17")
  void a_name_that_is_cut_off_is_somebody_elses() {
    assertLeaks("a".repeat(64).substring(0, 63), S3PrefixScope.bucket("content"));
  }

  @Test
  @Tag("attack-A20")
  void an_entity_that_is_decoded_is_a_star() {
    assertLeaks("&#42;".replace("&#42;", "*"), S3PrefixScope.bucket("content"));
  }
}
