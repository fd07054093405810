package io.leasehold.isolation.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.scope.KmsContextScope;
import io.leasehold.isolation.aws.scope.ParameterScope;
import io.leasehold.isolation.aws.scope.UserPoolScope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** What requests of the real clients of SSM, KMS, Cognito and STS need. */
@SuppressWarnings("unchecked") // the SDK takes arrays of consumers
class ConfigurationReadersTest {

  private static final String ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
  private static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/" + ID;
  private static final String ALIAS = "arn:aws:kms:eu-central-1:111122223333:alias/app";
  private static final String PARAMETERS = "arn:aws:ssm:eu-central-1:111122223333:parameter";
  private static final String POOLS = "arn:aws:cognito-idp:eu-central-1:111122223333:userpool/";
  private static final AwsFacts FACTS =
      AwsFacts.builder()
          .keyAlias(ALIAS, KEY)
          .tag(POOLS + "eu-central-1_own", "tenant", "acme")
          .tag(POOLS + "eu-central-1_other", "tenant", "globex")
          .untagged(POOLS + "eu-central-1_none")
          .build();
  private final Offline acme =
      Offline.acme(
          FACTS, ParameterScope.under("app/"), KmsContextScope.key(ID), new UserPoolScope());
  private final SsmClient parameters = acme.client(SsmClient.builder());
  private final KmsClient keys = acme.client(KmsClient.builder());
  private final SdkBytes bytes = SdkBytes.fromUtf8String("x");

  @Test
  @Tag("attack-D34")
  void parameters_are_known_by_name_without_version_and_label() {
    acme.allowed(() -> parameters.getParameter(r -> r.name("/app/acme/url:3")));
    assertThat(acme.actions()).containsExactly("ssm:GetParameter " + PARAMETERS + "/app/acme/url");
    acme.allowed(() -> parameters.getParameter(r -> r.name(PARAMETERS + "/app/acme/url:prod")));
    acme.denied(() -> parameters.getParameter(r -> r.name("/app/globex/url")));
    acme.denied(() -> parameters.getParameter(r -> r.name(PARAMETERS + "/app/globex/url")));
    acme.denied(() -> parameters.getParameters(r -> r.names("/app/acme/a", "/app/globex/a")));
    acme.denied(() -> parameters.getParameterHistory(r -> r.name("/app/globex/a")));
    acme.denied(() -> parameters.describeParameters());
    acme.unreadable(
        () -> parameters.getParameter(r -> r.name("/aws/reference/secretsmanager/app/globex/db")),
        "ask Secrets Manager");
  }

  @Test
  @Tag("attack-D34")
  void parameters_by_path_are_known_by_the_path_that_is_asked_for() {
    acme.allowed(() -> parameters.getParametersByPath(r -> r.path("/app/acme/").recursive(true)));
    assertThat(acme.actions())
        .containsExactly("ssm:GetParametersByPath " + PARAMETERS + "/app/acme");
    assertThat(acme.context()).containsEntry("ssm:Recursive", List.of("true"));
    acme.denied(() -> parameters.getParametersByPath(r -> r.path("/app").recursive(true)));
    acme.denied(() -> parameters.getParametersByPath(r -> r.path("/")));
    acme.denied(() -> parameters.getParametersByPath(r -> r.path("/app/acme-eu")));
  }

  private void encrypt(String key, Map<String, String> context) {
    keys.encrypt(r -> r.keyId(key).plaintext(bytes).encryptionContext(context));
  }

  @Test
  @Tag("attack-D35")
  void a_key_is_used_with_the_own_encryption_context_only() {
    acme.allowed(() -> encrypt(KEY, Map.of("tenant", "acme")));
    assertThat(acme.actions()).containsExactly("kms:Encrypt " + KEY);
    assertThat(acme.context())
        .containsEntry("kms:EncryptionContext:tenant", List.of("acme"))
        .containsEntry("kms:EncryptionContextKeys", List.of("tenant"))
        .containsEntry("kms:EncryptionAlgorithm", List.of("SYMMETRIC_DEFAULT"));
    acme.allowed(() -> encrypt(ID, Map.of("tenant", "acme")));
    acme.denied(() -> encrypt(KEY, Map.of("tenant", "globex")));
    acme.denied(() -> encrypt(KEY, Map.of()));
    acme.denied(() -> encrypt(KEY, Map.of("tenant", "acme", "more", "x")));
    acme.denied(() -> encrypt(KEY, Map.of("Tenant", "acme")));
    acme.unreadable(
        () -> encrypt(KEY, Map.of("tenant", "acme", "Tenant", "globex")), "in two spellings");
    acme.denied(() -> encrypt(KEY.replace("1234abcd", "00000000"), Map.of("tenant", "acme")));
  }

  @Test
  @Tag("attack-D35")
  void an_alias_stands_for_its_key() {
    acme.allowed(() -> encrypt("alias/app", Map.of("tenant", "acme")));
    assertThat(acme.actions()).containsExactly("kms:Encrypt " + KEY);
    assertThat(acme.context()).containsEntry("kms:RequestAlias", List.of("alias/app"));
    acme.unreadable(
        () -> encrypt("alias/other", Map.of("tenant", "acme")), "say it with AwsFacts.keyAlias");
  }

  @Test
  @Tag("attack-D35")
  void both_sides_of_a_re_encryption_and_what_has_no_context_are_denied() {
    acme.denied(
        () ->
            keys.reEncrypt(
                r ->
                    r.ciphertextBlob(bytes)
                        .sourceKeyId(KEY)
                        .sourceEncryptionContext(Map.of("tenant", "globex"))
                        .destinationKeyId(KEY)
                        .destinationEncryptionContext(Map.of("tenant", "acme"))));
    assertThat(acme.needed())
        .extracting(need -> need.action() + need.context().get("kms:EncryptionContext:tenant"))
        .containsExactly("kms:ReEncryptFrom[globex]", "kms:ReEncryptTo[acme]");
    acme.denied(
        () ->
            keys.generateMac(
                r -> r.keyId(KEY).macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256).message(bytes)));
    acme.denied(
        () ->
            keys.createGrant(
                r -> r.keyId(KEY).granteePrincipal("p").operationsWithStrings("Decrypt")));
    acme.unreadable(() -> keys.decrypt(r -> r.ciphertextBlob(bytes)), "say KeyId");
  }

  @Test
  @Tag("attack-D36")
  void a_user_pool_is_told_by_its_tag() {
    CognitoIdentityProviderClient pools = acme.client(CognitoIdentityProviderClient.builder());

    acme.allowed(() -> pools.adminGetUser(r -> r.userPoolId("eu-central-1_own").username("u")));
    assertThat(acme.actions())
        .containsExactly("cognito-idp:AdminGetUser " + POOLS + "eu-central-1_own");
    acme.denied(() -> pools.adminGetUser(r -> r.userPoolId("eu-central-1_other").username("u")));
    acme.denied(() -> pools.listUsers(r -> r.userPoolId("eu-central-1_none")));
    acme.unreadable(
        () -> pools.listUsers(r -> r.userPoolId("eu-central-1_unknown")),
        "AwsFacts.tag or AwsFacts.untagged");
    acme.denied(() -> pools.listUserPools(r -> r.maxResults(1)));
  }

  @Test
  @Tag("attack-C06")
  void a_session_of_a_tenant_assumes_no_role() {
    StsClient sts = acme.client(StsClient.builder());

    acme.denied(
        () ->
            sts.assumeRole(
                r -> r.roleArn("arn:aws:iam::111122223333:role/app").roleSessionName("x")));
    acme.allowed(() -> sts.getCallerIdentity());
  }

  @Test
  void tags_and_source_identity_of_a_session_are_permissions_of_their_own() {
    Offline anybody = Offline.everything(FACTS);
    StsClient sts = anybody.client(StsClient.builder());

    anybody.allowed(
        () ->
            sts.assumeRole(
                r ->
                    r.roleArn("arn:aws:iam::111122223333:role/app")
                        .roleSessionName("x")
                        .sourceIdentity("somebody")
                        .tags(t -> t.key("tenant").value("acme"))));
    assertThat(anybody.actions())
        .containsExactly(
            "sts:AssumeRole arn:aws:iam::111122223333:role/app",
            "sts:TagSession arn:aws:iam::111122223333:role/app",
            "sts:SetSourceIdentity arn:aws:iam::111122223333:role/app");
    assertThat(anybody.needed().get(0).context())
        .containsEntry("aws:RequestTag/tenant", List.of("acme"))
        .containsEntry("sts:RoleSessionName", List.of("x"));
  }
}
