package io.leasehold.isolation.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.fixture.EveryScope;
import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.policy.PolicyCompiler;
import io.leasehold.isolation.aws.scope.AwsPlace;
import io.leasehold.isolation.aws.scope.TenantResourceScope;
import io.leasehold.isolation.iam.PolicySyntaxException;
import io.leasehold.isolation.iam.StatementOutline;
import io.leasehold.tenancy.TenantId;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A text that could mean something in a policy is no tenant id. And if the grammar were off: in the
 * policy of each scope it is refused, or written so that whoever had it for a name would reach
 * nothing of any tenant, whatever that one is called.
 */
class TenantTextAttackTest {

  static final AwsPlace PLACE = new AwsPlace("aws", "eu-central-1", "111111111111");

  static PolicyTemplate template(TenantResourceScope scope) {
    return PolicyCompiler.template(new IsolationBlueprint("labs", PLACE, List.of(scope)));
  }

  private static void assertHarmless(String text) {
    assertThatThrownBy(() -> TenantId.of(text)).isInstanceOf(IllegalArgumentException.class);
    EveryScope.all().forEach(scope -> assertHarmless(text, scope));
  }

  /** With the grammar off. */
  private static void assertHarmless(String text, TenantResourceScope scope) {
    PolicyTemplate template = template(scope);
    String policy;
    try {
      policy = template.json(text);
    } catch (IamLiteralException refused) {
      assertThat(refused.code()).isEqualTo("LH-ISO-131");
      return;
    }
    assertThat(StatementOutline.of(policy)).hasSameSizeAs(template.statements());
    assertThat(meetings(policy, scope))
        .as("%s as the name of a tenant of %s", text, scope.label())
        .isEmpty();
  }

  /** Where what the policy allows meets what is some tenant's, whatever that one is called. */
  private static List<Suspicion> meetings(String policy, TenantResourceScope scope) {
    return StatementOutline.of(policy).stream()
        .map(StatementSearch::new)
        .flatMap(search -> search.suspicions(scope.ownership(PLACE)).stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("io.leasehold.isolation.proof.TenantTexts#wildcards")
  @Tag("attack-A01")
  @Tag("attack-A02")
  @Tag("attack-A03")
  void wildcards(String text) {
    assertHarmless(text);
    assertThat(EveryScope.all().map(scope -> template(scope).json(text)))
        .as("written, not refused")
        .allSatisfy(policy -> assertThat(policy).containsAnyOf("${*}", "${?}"));
  }

  @ParameterizedTest
  @MethodSource("io.leasehold.isolation.proof.TenantTexts#variables")
  @Tag("attack-A04")
  @Tag("attack-A05")
  @Tag("attack-A06")
  @Tag("attack-A07")
  void variables(String text) {
    assertHarmless(text);
  }

  @ParameterizedTest
  @MethodSource("io.leasehold.isolation.proof.TenantTexts#quotes")
  @Tag("attack-A08")
  @Tag("attack-A09")
  @Tag("attack-A20")
  void quotes_escapes_and_entities(String text) {
    assertHarmless(text);
  }

  @ParameterizedTest
  @MethodSource("io.leasehold.isolation.proof.TenantTexts#whiteSpace")
  @Tag("attack-A10")
  @Tag("attack-A11")
  void white_space(String text) {
    assertHarmless(text);
  }

  @Test
  @Tag("attack-A10")
  void a_blank_is_kept_so_that_two_names_do_not_become_one() {
    EveryScope.all()
        .map(TenantTextAttackTest::template)
        .forEach(t -> assertThat(t.json("a b")).contains("a b").isNotEqualTo(t.json("ab")));
  }

  @Test
  @Tag("attack-A11")
  void no_name_at_all() {
    assertThatThrownBy(() -> TenantId.of(null)).isInstanceOf(NullPointerException.class);
    EveryScope.all()
        .map(TenantTextAttackTest::template)
        .forEach(
            template ->
                assertThatThrownBy(() -> template.json((String) null))
                    .isInstanceOf(NullPointerException.class));
  }

  @ParameterizedTest
  @MethodSource("io.leasehold.isolation.proof.TenantTexts#paths")
  @Tag("attack-A12")
  void paths(String text) {
    assertHarmless(text);
  }

  @ParameterizedTest
  @MethodSource("io.leasehold.isolation.proof.TenantTexts#delimiters")
  @Tag("attack-A13")
  void delimiters(String text) {
    assertHarmless(text);
  }

  @ParameterizedTest
  @MethodSource("io.leasehold.isolation.proof.TenantTexts#looseEnds")
  @Tag("attack-A14")
  @Tag("attack-A15")
  @Tag("attack-A19")
  void loose_ends_and_another_case(String text) {
    assertHarmless(text);
  }

  @ParameterizedTest
  @MethodSource("io.leasehold.isolation.proof.TenantTexts#unicode")
  @Tag("attack-A16")
  void look_alikes(String text) {
    assertHarmless(text);
  }

  @ParameterizedTest
  @MethodSource("io.leasehold.isolation.proof.TenantTexts#tooLong")
  @Tag("attack-A17")
  void too_long(String text) {
    assertThatThrownBy(() -> TenantId.of(text)).isInstanceOf(IllegalArgumentException.class);
    for (TenantResourceScope scope : EveryScope.all().toList()) {
      String policy = template(scope).json(text);
      assertThat(policy).as("whole, not cut off").contains(text);
      // The search does not count characters: what it finds is the thing of nobody.
      assertThat(meetings(policy, scope)).noneMatch(Suspicion::real);
    }
  }

  @Test
  void a_refusal_does_not_tell_the_text() {
    assertThatExceptionOfType(IamLiteralException.class)
        .isThrownBy(() -> template(EveryScope.all().findFirst().orElseThrow()).json("se/cret"))
        .withMessageNotContaining("cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Action\":\"s3:{T}\",\"Resource\":\"*\"",
        "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:{T}::b\"",
        "\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"{T}\"}}",
        "\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Condition\":{\"StringLike\":{\"kms:EncryptionContext:{T}\":\"a\"}}",
      })
  void a_template_has_holes_only_where_a_text_can_be_escaped(String statement) {
    String json =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\"," + statement + "}}";
    assertThatThrownBy(() -> new PolicyTemplate(json))
        .isInstanceOfAny(IllegalArgumentException.class, PolicySyntaxException.class);
  }
}
