package io.leasehold.isolation.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.scope.DynamoDbPooledScope;
import io.leasehold.isolation.aws.scope.KmsContextScope;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import io.leasehold.isolation.aws.scope.SqsQueueScope;
import io.leasehold.tenancy.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AccessDeniedExplainerTest {

  private static final TenantId ACME = TenantId.of("acme");
  private static final String TABLE = "arn:aws:dynamodb:eu-central-1:111111111111:table/activity";
  private static final AccessDeniedExplainer EXPLAINER =
      AccessDeniedExplainer.of(
          IsolationBlueprint.builder("labs")
              .region("eu-central-1")
              .account("111111111111")
              .allow(DynamoDbPooledScope.table("activity"))
              .allow(S3PrefixScope.bucket("content"))
              .allow(SqsQueueScope.prefixed("jobs_"))
              .build());

  private static String denied(String action, String resource) {
    return "User: arn:aws:sts::111111111111:assumed-role/Labs/t-acme is not authorized to perform: "
        + action
        + " on resource: "
        + resource
        + " because no session policy allows the "
        + action
        + " action";
  }

  private static ExplainedDenial items(String... leadingKeys) {
    return EXPLAINER.explain(
        ACME,
        denied("dynamodb:GetItem", TABLE),
        leadingKeys.length == 0 ? Map.of() : Map.of("dynamodb:LeadingKeys", List.of(leadingKeys)));
  }

  @Test
  void a_condition_is_named_with_what_it_wanted_and_got() {
    ExplainedDenial why = items("globex");

    assertThat(why.cause()).isEqualTo(DenialCause.CONDITION_NOT_MET);
    assertThat(why.forOperator())
        .isEqualTo(
            "dynamodb:GetItem on "
                + TABLE
                + " for tenant acme: session policy, statement #2 (table activity), condition"
                + " ForAllValues:StringEquals dynamodb:LeadingKeys: got [globex], wanted [acme]"
                + " (AWS: not allowed in a session policy)");
    assertThat(why.forTenant())
        .isEqualTo(
            "dynamodb:GetItem for tenant acme: session policy, statement #2 (table activity),"
                + " condition ForAllValues:StringEquals dynamodb:LeadingKeys: got [another value],"
                + " wanted [acme]");
    assertThat(items("acme", "globex", "initech").forTenant())
        .contains("got [acme, another value], wanted [acme]");
  }

  @Test
  void a_key_that_is_missing_is_told_from_one_that_is_not_known() {
    assertThat(items().forTenant()).contains("Null dynamodb:LeadingKeys: got no such key");
    assertThat(EXPLAINER.explain(ACME, denied("dynamodb:GetItem", TABLE)).forTenant())
        .contains("dynamodb:LeadingKeys: got what AWS's message does not tell, wanted");
  }

  @Test
  void another_thing_is_not_named_to_the_tenant() {
    ExplainedDenial why =
        EXPLAINER.explain(
            ACME, denied("s3:GetObject", "\"arn:aws:s3:::content/globex/secret\""), Map.of());

    assertThat(why.cause()).isEqualTo(DenialCause.OTHER_RESOURCE);
    assertThat(why.forOperator())
        .contains("got arn:aws:s3:::content/globex/secret, wanted")
        .contains("content/acme/*")
        .contains("(bucket content)");
    assertThat(why.forTenant())
        .contains("got something else, wanted")
        .contains("content/acme/*")
        .doesNotContain("globex")
        .doesNotContain("secret");
  }

  @Test
  @Tag("attack-E20")
  void a_session_of_another_tenant_with_the_longest_id_is_an_alarm_as_well() {
    String longest = "g".repeat(63);

    ExplainedDenial why =
        EXPLAINER.explain(
            ACME, denied("sqs:SendMessage", "arn:x").replace("t-acme", "t" + longest), Map.of());

    assertThat(why.cause()).isEqualTo(DenialCause.OTHER_PRINCIPAL);
    assertThat(why.forTenant()).doesNotContain(longest);
  }

  @Test
  void an_action_that_nobody_may_is_told() {
    ExplainedDenial why = EXPLAINER.explain(ACME, denied("dynamodb:Scan", TABLE), Map.of());

    assertThat(why.cause()).isEqualTo(DenialCause.ACTION_NOT_GRANTED);
    assertThat(why.forTenant())
        .isEqualTo("dynamodb:Scan for tenant acme: session policy: no statement has the action");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "with an explicit deny in a service control policy: arn:aws:organizations::9:policy/p-1 | organization's policies: arn:aws:organizations::9:policy/p-1",
        "because no identity-based policy allows the sqs:SendMessage action | policies of the role itself",
        "because no permissions boundary allows the sqs:SendMessage action  | permissions boundary of the role",
        "because no session policy allows the sqs:SendMessage action        | forget the tenant's credentials",
        "with an explicit deny in a resource-based policy                   | policy of the thing",
        "because no VPC endpoint policy allows the sqs:SendMessage action   | VPC endpoint",
        "with an explicit deny                                              | does not tell which",
      })
  void what_the_tenants_policy_allows_was_denied_elsewhere(String reason, String advice) {
    ExplainedDenial why =
        EXPLAINER.explain(
            ACME,
            "User: arn:aws:sts::111111111111:assumed-role/Labs/t-acme is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:eu-central-1:111111111111:jobs_acme "
                + reason,
            Map.of());

    assertThat(why.cause()).isEqualTo(DenialCause.ELSEWHERE);
    assertThat(why.obstacles()).isEmpty();
    assertThat(why.forOperator()).contains(advice);
    assertThat(why.forTenant()).doesNotContain("arn:").endsWith("ask the operator of this service");
  }

  @Test
  @Tag("attack-E20")
  void a_session_of_another_tenant_is_an_alarm() {
    ExplainedDenial why =
        EXPLAINER.explain(
            ACME, denied("sqs:SendMessage", "arn:x").replace("t-acme", "t-globex"), Map.of());

    assertThat(why.cause()).isEqualTo(DenialCause.OTHER_PRINCIPAL);
    assertThat(why.forOperator()).contains("t-globex").contains("signs as another");
    assertThat(why.forTenant()).doesNotContain("globex");
  }

  @Test
  void a_masked_account_is_taken_for_the_blueprints_if_it_ends_the_same() {
    String queue = "arn:aws:sqs:eu-central-1:********%s:jobs_acme";
    assertThat(EXPLAINER.explain(ACME, denied("sqs:SendMessage", queue.formatted("1111"))).cause())
        .isEqualTo(DenialCause.ELSEWHERE);
    assertThat(EXPLAINER.explain(ACME, denied("sqs:SendMessage", queue.formatted("2222"))).cause())
        .isEqualTo(DenialCause.OTHER_RESOURCE);
  }

  @Test
  void a_key_policy_condition_is_explained_by_its_context() {
    AccessDeniedExplainer keys =
        AccessDeniedExplainer.of(
            IsolationBlueprint.builder("keys")
                .region("eu-central-1")
                .account("111111111111")
                .allow(KmsContextScope.key("11111111-2222-3333-4444-555555555555"))
                .build());
    ExplainedDenial why =
        keys.explain(
            ACME,
            denied(
                "kms:Decrypt",
                "arn:aws:kms:eu-central-1:111111111111:key/11111111-2222-3333-4444-555555555555"),
            Map.of(
                "kms:EncryptionContext:tenant", List.of("globex"),
                "kms:EncryptionContextKeys", List.of("tenant")));

    assertThat(why.cause()).isEqualTo(DenialCause.CONDITION_NOT_MET);
    assertThat(why.forOperator()).contains("got [globex], wanted [acme]");
  }

  @Test
  void a_log_line_stays_one_line() {
    ExplainedDenial why =
        EXPLAINER.explain(
            ACME,
            denied("s3:GetObject", "\"arn:aws:s3:::content/x\r\nWARN forged \u202e\u0085\""),
            Map.of());
    assertThat(why.forOperator())
        .doesNotContain("\n")
        .doesNotContain("\r")
        .doesNotContain("\u202e");
    assertThat(EXPLAINER.explain(ACME, "no\nthing").forOperator()).doesNotContain("\n");
  }

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  /** What of the request is another's stays out, wherever it stood; the operator's text has it. */
  @ParameterizedTest
  @MethodSource("seeds")
  void the_tenants_text_has_nothing_of_another(int seed) {
    Random dice = new Random(4711L + seed);
    String victim = "victim" + dice.nextInt(1_000_000);
    String action =
        List.of("dynamodb:GetItem", "s3:GetObject", "s3:ListBucket", "sqs:SendMessage", "x:" + "Y")
            .get(dice.nextInt(5));
    String resource =
        List.of(
                TABLE,
                "arn:aws:s3:::content",
                "\"arn:aws:s3:::content/" + victim + "/k\"",
                "arn:aws:sqs:eu-central-1:111111111111:jobs_" + victim,
                "arn:aws:sqs:eu-central-1:111111111111:jobs_acme")
            .get(dice.nextInt(5));
    String message = denied(action, resource);
    message = dice.nextInt(5) == 0 ? message.replace("t-acme", "t-" + victim) : message;
    message = dice.nextInt(9) == 0 ? "Access Denied " + victim : message;

    ExplainedDenial why =
        EXPLAINER.explain(
            ACME,
            message,
            Map.of(
                "dynamodb:LeadingKeys", List.of("acme", victim),
                "s3:prefix", List.of(victim + "/"),
                "aws:PrincipalTag/tenant", List.of(victim)));

    assertThat(why.forTenant()).doesNotContain("victim");
    if (why.cause() == DenialCause.CONDITION_NOT_MET
        || why.cause() == DenialCause.OTHER_PRINCIPAL
        || resource.contains(victim)) {
      assertThat(why.forOperator()).contains(victim);
    }
  }
}
