package io.leasehold.isolation.aws.scope;

import static io.leasehold.isolation.aws.policy.PolicyUnderAttack.HERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.Actor;
import io.leasehold.isolation.aws.policy.PolicyUnderAttack;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on pools of users, mail, functions, APIs, search, databases, models and vectors. */
class ServiceAttackTest {

  private static final String TAG = "aws:ResourceTag/tenant";
  private static final String MAIL = "arn:aws:ses:" + HERE;
  private static final String POOL =
      "arn:aws:cognito-idp:" + HERE + "userpool/eu-central-1_AbCdEfGhI";
  private static final String FUNCTIONS = "arn:aws:lambda:" + HERE + "function:";
  private static final String API = "arn:aws:execute-api:" + HERE;
  private static final String DOMAINS = "arn:aws:es:" + HERE + "domain/";
  private static final String USERS = "arn:aws:rds-db:" + HERE + "dbuser:";
  private static final String MODELS = "arn:aws:bedrock:" + HERE;
  private static final String VECTORS = "arn:aws:s3vectors:" + HERE + "bucket/";

  private final Actor pool = PolicyUnderAttack.of(new UserPoolScope()).acme();
  private final Actor mail = PolicyUnderAttack.of(SesTenantScope.from("example.com")).acme();
  private final Actor functions = PolicyUnderAttack.of(LambdaFunctionScope.prefixed("app_")).acme();
  private final Actor api =
      PolicyUnderAttack.of(new ApiRouteScope("a1b2c3d4e5", "prod", "t/")).acme();
  private final Actor search = PolicyUnderAttack.of(SearchDomainScope.prefixed("s-")).acme();
  private final Actor users =
      PolicyUnderAttack.of(DatabaseUserScope.of("cluster-ABCDEFGH", "t_")).acme();
  private final Actor models = PolicyUnderAttack.of(new BedrockProfileScope()).acme();
  private final Actor vectors = PolicyUnderAttack.of(VectorIndexScope.bucket("memory")).acme();

  @ParameterizedTest
  @ValueSource(strings = {"AdminGetUser", "ListUsers", "AdminCreateUser", "AdminDeleteUser"})
  @Tag("attack-D36")
  void aPoolWithoutOnesOwnTagIsOutOfReach(String action) {
    String full = "cognito-idp:" + action;
    assertThat(pool.may(pool.asks(full, POOL).with(TAG, "acme"))).isTrue();
    assertThat(pool.may(full, POOL)).as("shared, without a tag").isFalse();
    assertThat(pool.may(pool.asks(full, POOL).with(TAG, "globex"))).isFalse();
    assertThat(pool.may(pool.asks(full, POOL).with(TAG, "ACME"))).isFalse();
    assertThat(pool.may(pool.asks(full, POOL).with("aws:RequestTag/tenant", "acme"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AdminUpdateUserAttributes",
        "UpdateUserAttributes",
        "TagResource",
        "UntagResource",
        "UpdateUserPool",
        "UpdateUserPoolClient",
        "AddCustomAttributes",
        "CreateIdentityProvider",
        "AdminInitiateAuth",
        "GetUser"
      })
  @Tag("attack-D36")
  void nobodyWritesTheAttributeThatTellsTheTenant(String action) {
    assertThat(pool.may(pool.asks("cognito-idp:" + action, POOL).with(TAG, "acme"))).isFalse();
    assertThat(pool.may("cognito-idp:" + action, "*")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SendEmail", "SendBulkEmail"})
  @Tag("attack-D37")
  void mailWithoutOnesOwnTenantNameIsNotSent(String action) {
    for (String on : List.of("identity/example.com", "configuration-set/acme", "template/acme_a")) {
      assertThat(sends(action, on, "acme", "2")).as(on).isTrue();
      assertThat(sends(action, on, "globex", "2")).as(on).isFalse();
      assertThat(sends(action, on, "ACME", "2")).as(on).isFalse();
      assertThat(sends(action, on, "acme", "1")).as("%s by version 1", on).isFalse();
      assertThat(mail.may(mail.asks("ses:" + action, MAIL + on).with("ses:ApiVersion", "2")))
          .as("%s without a tenant", on)
          .isFalse();
    }
    assertThat(sends(action, "configuration-set/globex", "acme", "2")).isFalse();
    assertThat(sends(action, "template/globex_a", "acme", "2")).isFalse();
    assertThat(sends(action, "identity/other.example", "acme", "2")).isFalse();
    assertThat(sends(action, "identity/ceo@example.com", "acme", "2")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SendRawEmail",
        "SendTemplatedEmail",
        "SendBulkTemplatedEmail",
        "SendBounce",
        "SendCustomVerificationEmail",
        "CreateTenantResourceAssociation",
        "PutConfigurationSetSuppressionOptions",
        "ListTenants"
      })
  @Tag("attack-D37")
  void whatCarriesNoTenantIsNotGranted(String action) {
    // SMTP is SendRawEmail.
    assertThat(sends(action, "identity/example.com", "acme", "2")).isFalse();
    assertThat(mail.may("ses:" + action, MAIL + "identity/example.com")).isFalse();
    assertThat(mail.may("ses:" + action, MAIL + "tenant/acme/t-1")).isFalse();
    assertThat(mail.may("ses:" + action, "*")).isFalse();
  }

  @Test
  @Tag("attack-D38")
  void oneFunctionByItsExactName() {
    assertThat(functions.may("lambda:InvokeFunction", FUNCTIONS + "app_acme")).isTrue();
    for (String foreign :
        List.of("app_globex", "app_acme-eu", "app_acme:live", "app_acme:1", "app_acme:$LATEST")) {
      assertThat(functions.may("lambda:InvokeFunction", FUNCTIONS + foreign)).as(foreign).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "InvokeAsync",
        "InvokeFunctionUrl",
        "UpdateFunctionCode",
        "GetFunction",
        "AddPermission",
        "CreateFunctionUrlConfig",
        "PublishVersion",
        "UpdateFunctionConfiguration"
      })
  @Tag("attack-D38")
  void noOtherWayIntoAFunction(String action) {
    assertThat(functions.may("lambda:" + action, FUNCTIONS + "app_acme")).isFalse();
    assertThat(functions.may("lambda:" + action, FUNCTIONS + "app_globex")).isFalse();
  }

  @Test
  @Tag("attack-D38")
  void noKeyTellsTheTenantThatACallerClaimsToBe() {
    // Lambda's own isolation takes TenantId from the request; no condition could compare it.
    assertThat(
            functions.may(
                functions
                    .asks("lambda:InvokeFunction", FUNCTIONS + "shared")
                    .with("lambda:TenantId", "acme")))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a1b2c3d4e5/prod/GET/t/globex/x",
        "a1b2c3d4e5/prod/GET/t/acme-eu/x",
        "a1b2c3d4e5/prod/GET/t/acme",
        "a1b2c3d4e5/prod/GET/t/acme%2Fx",
        "a1b2c3d4e5/prod/GET/t%2Facme/x",
        "a1b2c3d4e5/prod/GET//t/acme/x",
        "a1b2c3d4e5/prod/GET/t/globex/../acme/x",
        "a1b2c3d4e5/test/GET/t/acme/x",
        "a1b2c3d4e5/prod/OPTIONS/t/acme/x",
        "a1b2c3d4e5/prod/GET/x/GET/t/acme/x",
        "zzzzzzzzzz/prod/GET/t/acme/x",
        "/domainnames/api.example.com"
      })
  @Tag("attack-D39")
  void anotherPathStageOrDomainIsOutOfReach(String route) {
    assertThat(api.may("execute-api:Invoke", API + "a1b2c3d4e5/prod/GET/t/acme/x")).isTrue();
    assertThat(api.may("execute-api:Invoke", API + route)).isFalse();
  }

  @Test
  @Tag("attack-D39")
  void nobodyWritesToConnections() {
    assertThat(
            api.may(
                "execute-api:ManageConnections", API + "a1b2c3d4e5/prod/POST/@connections/acme"))
        .isFalse();
    assertThat(api.may("execute-api:InvalidateCache", API + "a1b2c3d4e5/prod/GET/t/acme/x"))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "_bulk",
        "_msearch",
        "_mget",
        "_sql",
        "_plugins/_sql",
        "globex_a,acme_a",
        "_all/_search",
        "*/_search",
        "-acme_a",
        "<logs-{now/d}>",
        "remote:logs/_search",
        "_aliases",
        "_reindex"
      })
  @Tag("attack-D40")
  void noIndexOfAnotherIsInOnesOwnDomain(String path) {
    for (String verb : List.of("Get", "Post", "Put", "Delete", "Head")) {
      // Whatever the path or the body names, it is of the tenant's own domain.
      assertThat(search.may("es:ESHttp" + verb, DOMAINS + "s-acme/" + path)).isTrue();
      for (String foreign : List.of("s-globex/", "s-acme-eu/", "s-/", "shared/")) {
        assertThat(search.may("es:ESHttp" + verb, DOMAINS + foreign + path)).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CreateOutboundConnection",
        "UpdateDomainConfig",
        "ESCrossClusterGet",
        "ESHttpPatch"
      })
  @Tag("attack-D40")
  void noDomainIsTiedToAnother(String action) {
    assertThat(search.may("es:" + action, DOMAINS + "s-acme/x")).isFalse();
    assertThat(search.may("es:" + action, DOMAINS + "s-acme")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cluster-ABCDEFGH/t_globex",
        "cluster-ABCDEFGH/t_acme-eu",
        "cluster-ABCDEFGH/t_acme/x",
        "cluster-ABCDEFGH/T_acme",
        "cluster-ABCDEFGH/postgres",
        "cluster-ABCDEFGH/*",
        "cluster-ZZZZZZZZ/t_acme"
      })
  @Tag("attack-D42")
  void oneUserOfOneCluster(String user) {
    assertThat(users.may("rds-db:connect", USERS + "cluster-ABCDEFGH/t_acme")).isTrue();
    assertThat(users.may("rds-db:connect", USERS + user)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Retrieve",
        "RetrieveAndGenerate",
        "InvokeAgent",
        "InvokeInlineAgent",
        "InvokeFlow",
        "CreateInferenceProfile",
        "TagResource",
        "AgenticRetrieveStream",
        "AssociateAgentKnowledgeBase"
      })
  @Tag("attack-D43")
  void noKnowledgeBaseAndNoAgent(String action) {
    for (String on :
        List.of("knowledge-base/K1", "agent/A1", "application-inference-profile/p", "flow/F1")) {
      assertThat(models.may(models.asks("bedrock:" + action, MODELS + on).with(TAG, "acme")))
          .isFalse();
    }
    assertThat(models.may("bedrock:" + action, "*")).isFalse();
  }

  @Test
  @Tag("attack-D43")
  void aForeignProfileIsOutOfReach() {
    String profile = MODELS + "application-inference-profile/p";
    for (String action : List.of("InvokeModel", "InvokeModelWithResponseStream")) {
      String full = "bedrock:" + action;
      assertThat(models.may(models.asks(full, profile).with(TAG, "acme"))).isTrue();
      assertThat(models.may(models.asks(full, profile).with(TAG, "globex"))).isFalse();
      assertThat(models.may(full, profile)).isFalse();
      assertThat(models.may(models.asks(full, MODELS + "custom-model/m").with(TAG, "acme")))
          .isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"QueryVectors", "PutVectors", "GetVectors", "DeleteVectors"})
  @Tag("attack-D44")
  void aForeignIndexIsOutOfReach(String action) {
    assertThat(vectors.may("s3vectors:" + action, VECTORS + "memory/index/acme")).isTrue();
    for (String foreign :
        List.of("memory/index/globex", "memory/index/acme-eu", "memory", "other/index/acme")) {
      assertThat(vectors.may("s3vectors:" + action, VECTORS + foreign)).as(foreign).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ListVectors", "ListIndexes", "ListVectorBuckets", "PutVectorBucketPolicy"})
  @Tag("attack-D44")
  void nobodyListsVectorsOrIndexes(String action) {
    for (String on : List.of("memory", "memory/index/acme", "memory/index/globex")) {
      assertThat(vectors.may("s3vectors:" + action, VECTORS + on)).isFalse();
    }
  }

  private boolean sends(String action, String on, String tenant, String version) {
    return mail.may(
        mail.asks("ses:" + action, MAIL + on)
            .with("ses:TenantName", tenant)
            .with("ses:ApiVersion", version));
  }
}
