package io.leasehold.isolation.aws.scope;

import static io.leasehold.isolation.aws.policy.PolicyUnderAttack.HERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.Actor;
import io.leasehold.isolation.aws.policy.PolicyUnderAttack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The policies of the other services with one part broken: the attack succeeds, nothing is vended.
 */
class ServiceAttackSabotageTest {

  private static final String ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
  private static final String CONTEXT = "kms:EncryptionContext:tenant";
  private static final String PAIRS = "kms:EncryptionContextKeys";
  private static final String TAG = "aws:ResourceTag/tenant";

  @Test
  @Tag("attack-D30")
  void withAStarAndEveryActionTheQueueOfANeighbourIsRedirected() {
    PolicyUnderAttack whole = PolicyUnderAttack.of(SqsQueueScope.prefixed("app-"));
    assertOpens(
        whole, whole.with("app-{T}*", "app-{T}"), "sqs:ReceiveMessage", "sqs", "app-acme-eu");
    assertOpens(whole, whole.withActions("\"sqs:*\""), "sqs:SetQueueAttributes", "sqs", "app-acme");
  }

  @Test
  @Tag("attack-D31")
  void withEverythingAPhoneNumberIsSentToAndATopicSubscribed() {
    PolicyUnderAttack whole = PolicyUnderAttack.of(SnsTopicScope.prefixed("news-"));
    PolicyUnderAttack anywhere = whole.with("\"*\"", "\"arn:aws:sns:" + HERE + "news-{T}\"");
    assertThat(whole.acme().may("sns:Publish", "*")).isFalse();
    assertThat(anywhere.acme().may("sns:Publish", "*")).isTrue();
    assertThat(anywhere.isRefused()).isTrue();
    assertOpens(whole, whole.withActions("\"sns:*\""), "sns:Subscribe", "sns", "news-acme");
  }

  @Test
  @Tag("attack-D32")
  void withOneFittingSourceEnoughAForeignEventIsSmuggled() {
    PolicyUnderAttack whole = PolicyUnderAttack.of(EventBusScope.of("app", "app."));
    PolicyUnderAttack broken = whole.with("ForAnyValue:", "ForAllValues:");
    assertThat(puts(whole)).isFalse();
    assertThat(puts(broken)).isTrue();
    assertThat(broken.isRefused()).isTrue();
    assertOpens(
        whole,
        whole
            .withActions("\"events:*\"")
            .with("rule/*", "event-bus/app")
            .with("", ",\"Null\":{\"events:source\":\"false\"}"),
        "events:PutTargets",
        "events",
        "rule/app/acme");
  }

  @Test
  @Tag("attack-D33")
  void withAHyphenTheSecretOfANeighbourIsRead() {
    PolicyUnderAttack whole = PolicyUnderAttack.of(SecretScope.under("app/"));
    assertOpens(
        whole,
        whole.with("app/{T}-*", "app/{T}/*"),
        "secretsmanager:GetSecretValue",
        "secretsmanager",
        "secret:app/acme-eu/db-AbCdEf");
  }

  @Test
  @Tag("attack-D34")
  void withThePathAboveEverybodysParametersAreRead() {
    PolicyUnderAttack whole = PolicyUnderAttack.of(ParameterScope.under("app/"));
    assertOpens(
        whole,
        whole.with("parameter/app\"", "parameter/app/{T}\""),
        "ssm:GetParametersByPath",
        "ssm",
        "parameter/app");
  }

  @Test
  @Tag("attack-D35")
  void withoutTheContextEverybodyDecrypts() {
    PolicyUnderAttack whole = PolicyUnderAttack.of(KmsContextScope.key(ID));
    PolicyUnderAttack anyTenant =
        whole.with(
            "\"StringLike\":{\"kms:EncryptionContext:tenant\":\"*\"}",
            "\"StringEquals\":{\"kms:EncryptionContext:tenant\":\"{T}\"}");
    assertThat(decrypts(whole, "globex")).isFalse();
    assertThat(decrypts(anyTenant, "globex")).isTrue();
    assertThat(anyTenant.isRefused()).isTrue();
  }

  @Test
  @Tag("attack-C05")
  @Tag("attack-D35")
  void withEveryActionAGrantIsHandedOut() {
    PolicyUnderAttack whole = PolicyUnderAttack.of(KmsContextScope.key(ID));
    PolicyUnderAttack broken = whole.withActions("\"kms:*\"");
    for (PolicyUnderAttack policy : new PolicyUnderAttack[] {whole, broken}) {
      Actor acme = policy.acme();
      assertThat(
              acme.may(
                  acme.asks("kms:CreateGrant", "arn:aws:kms:" + HERE + "key/" + ID)
                      .with(CONTEXT, "acme")
                      .with(PAIRS, "tenant")))
          .isEqualTo(policy == broken);
    }
    assertThat(broken.isRefused()).isTrue();
  }

  @Test
  @Tag("attack-D36")
  void withoutTheTagEverybodysUsersAreListed() {
    PolicyUnderAttack whole = PolicyUnderAttack.of(new UserPoolScope());
    PolicyUnderAttack broken = whole.with("StringEqualsIfExists", "StringEquals");
    assertOpens(whole, broken, "cognito-idp:ListUsers", "cognito-idp", "userpool/x_shared");
  }

  @Test
  @Tag("attack-D37")
  void withIfExistsMailIsSentWithoutATenantsName() {
    PolicyUnderAttack whole = PolicyUnderAttack.of(SesTenantScope.from("example.com"));
    PolicyUnderAttack broken = whole.with("StringEqualsIfExists", "StringEquals");
    assertOpens(whole, broken, "ses:SendEmail", "ses", "identity/example.com");
    assertOpens(
        whole,
        broken.withActions("[\"ses:SendEmail\",\"ses:SendRawEmail\"]"),
        "ses:SendRawEmail",
        "ses",
        "identity/example.com");
  }

  @Test
  @Tag("attack-D38")
  void withAStarTheFunctionOfANeighbourIsInvoked() {
    PolicyUnderAttack whole = PolicyUnderAttack.of(LambdaFunctionScope.prefixed("app_"));
    assertOpens(
        whole,
        whole.with("function:app_{T}*", "function:app_{T}"),
        "lambda:InvokeFunction",
        "lambda",
        "function:app_acme-eu");
  }

  @Test
  @Tag("attack-D39")
  void withAStarBeforeTheTenantAnyPathLeadsThere() {
    PolicyUnderAttack whole = PolicyUnderAttack.of(new ApiRouteScope("a1b2c3d4e5", "prod", "t/"));
    assertOpens(
        whole,
        whole.with("GET/*/{T}/*", "GET/t/{T}/*"),
        "execute-api:Invoke",
        "execute-api",
        "a1b2c3d4e5/prod/GET/t/globex/acme/x");
  }

  @Test
  @Tag("attack-D40")
  void withAStarABulkRequestGoesToTheDomainOfANeighbour() {
    PolicyUnderAttack whole = PolicyUnderAttack.of(SearchDomainScope.prefixed("s-"));
    assertOpens(
        whole,
        whole.with("domain/s-{T}*", "domain/s-{T}/*"),
        "es:ESHttpPost",
        "es",
        "domain/s-acme-eu/_bulk");
  }

  @Test
  @Tag("attack-D41")
  void withAStarTheStreamOfANeighbourIsRead() {
    PolicyUnderAttack whole = PolicyUnderAttack.of(KinesisStreamScope.prefixed("log-"));
    assertOpens(
        whole,
        whole.with("stream/log-{T}*", "stream/log-{T}"),
        "kinesis:GetRecords",
        "kinesis",
        "stream/log-acme-eu");
  }

  @Test
  @Tag("attack-D42")
  void withAStarAnotherUserConnects() {
    PolicyUnderAttack whole = PolicyUnderAttack.of(DatabaseUserScope.of("cluster-ABCDEFGH", "t_"));
    assertOpens(
        whole,
        whole.with("cluster-ABCDEFGH/*", "cluster-ABCDEFGH/t_{T}"),
        "rds-db:connect",
        "rds-db",
        "dbuser:cluster-ABCDEFGH/t_globex");
  }

  @Test
  @Tag("attack-D43")
  void withoutTheTagAForeignProfileIsInvoked() {
    PolicyUnderAttack whole = PolicyUnderAttack.of(new BedrockProfileScope());
    PolicyUnderAttack broken =
        whole.with("", ",\"Condition\":{\"StringEquals\":{\"aws:ResourceTag/tenant\":\"{T}\"}}");
    assertThat(invokes(whole)).isFalse();
    assertThat(invokes(broken)).isTrue();
    assertThat(broken.isRefused()).isTrue();
  }

  @Test
  @Tag("attack-D44")
  void withAStarTheIndexOfANeighbourIsQueried() {
    PolicyUnderAttack whole = PolicyUnderAttack.of(VectorIndexScope.bucket("memory"));
    assertOpens(
        whole,
        whole.with("index/{T}*", "index/{T}"),
        "s3vectors:QueryVectors",
        "s3vectors",
        "bucket/memory/index/acme-eu");
  }

  private static void assertOpens(
      PolicyUnderAttack whole,
      PolicyUnderAttack broken,
      String action,
      String service,
      String resource) {
    String arn = "arn:aws:" + service + ":" + HERE + resource;
    assertThat(whole.isRefused()).isFalse();
    assertThat(whole.acme().may(action, arn)).isFalse();
    assertThat(broken.acme().may(action, arn)).isTrue();
    assertThat(broken.isRefused()).isTrue();
  }

  private static boolean puts(PolicyUnderAttack policy) {
    Actor acme = policy.acme();
    return acme.may(
        acme.asks("events:PutEvents", "arn:aws:events:" + HERE + "event-bus/app")
            .with("events:source", "app.acme", "app.globex"));
  }

  private static boolean decrypts(PolicyUnderAttack policy, String tenant) {
    Actor acme = policy.acme();
    return acme.may(
        acme.asks("kms:Decrypt", "arn:aws:kms:" + HERE + "key/" + ID)
            .with(CONTEXT, tenant)
            .with(PAIRS, "tenant"));
  }

  private static boolean invokes(PolicyUnderAttack policy) {
    Actor acme = policy.acme();
    return acme.may(
        acme.asks(
                "bedrock:InvokeModel",
                "arn:aws:bedrock:" + HERE + "application-inference-profile/p")
            .with(TAG, "globex"));
  }
}
