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

/** Attacks on secrets, parameters and keys. */
class SecretAttackTest {

  private static final String SECRETS = "arn:aws:secretsmanager:" + HERE + "secret:";
  private static final String PARAMETERS = "arn:aws:ssm:" + HERE + "parameter/";
  private static final String ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
  private static final String KEY = "arn:aws:kms:" + HERE + "key/" + ID;
  private static final String CONTEXT = "kms:EncryptionContext:tenant";
  private static final String PAIRS = "kms:EncryptionContextKeys";

  private final Actor secrets = PolicyUnderAttack.of(SecretScope.under("app/")).acme();
  private final Actor parameters = PolicyUnderAttack.of(ParameterScope.under("app/")).acme();
  private final Actor key = PolicyUnderAttack.of(KmsContextScope.key(ID)).acme();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app/globex/db-AbCdEf",
        "app/acme-eu/db-AbCdEf",
        "app/acme-AbCdEf",
        "app/acme",
        "app/acme-prod-AbCdEf",
        "app/ACME/db-AbCdEf",
        "app//acme/db-AbCdEf",
        "x/app/acme/db-AbCdEf"
      })
  @Tag("attack-D33")
  void aSecretWhoseNameOnlyLooksLikeOnesOwnIsOutOfReach(String foreign) {
    assertThat(secrets.may("secretsmanager:GetSecretValue", SECRETS + "app/acme/db-AbCdEf"))
        .isTrue();
    assertThat(secrets.may("secretsmanager:GetSecretValue", SECRETS + foreign)).isFalse();
    assertThat(secrets.may("secretsmanager:DescribeSecret", SECRETS + foreign)).isFalse();
  }

  @Test
  @Tag("attack-D33")
  void aReplicaInAnotherRegionIsOutOfReach() {
    assertThat(
            secrets.may(
                "secretsmanager:GetSecretValue",
                SECRETS.replace("eu-central-1", "us-east-1") + "app/acme/db-AbCdEf"))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ListSecrets",
        "BatchGetSecretValue",
        "TagResource",
        "UntagResource",
        "PutResourcePolicy",
        "ReplicateSecretToRegions",
        "CreateSecret",
        "UpdateSecret"
      })
  @Tag("attack-D33")
  void nobodyListsSharesOrTags(String action) {
    for (String on :
        List.of("*", SECRETS + "app/acme/db-AbCdEf", SECRETS + "app/globex/x-AbCdEf")) {
      assertThat(secrets.may("secretsmanager:" + action, on)).isFalse();
      assertThat(
              secrets.may(
                  secrets
                      .asks("secretsmanager:" + action, on)
                      .with("aws:ResourceTag/tenant", "acme")))
          .isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "app", "app/", "app/globex", "app/acme-eu", "app/ac", "App/acme"})
  @Tag("attack-D34")
  void noPathButOnesOwnIsRead(String path) {
    // Recursive or not, the path that is asked for is what SSM checks.
    assertThat(parameters.may("ssm:GetParametersByPath", PARAMETERS + "app/acme")).isTrue();
    assertThat(parameters.may("ssm:GetParametersByPath", PARAMETERS + path)).isFalse();
    assertThat(
            parameters.may(
                parameters
                    .asks("ssm:GetParametersByPath", PARAMETERS + path)
                    .with("ssm:Recursive", "true")))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GetParameter", "GetParameters", "GetParameterHistory"})
  @Tag("attack-D34")
  void historyLabelsAndWholeArnsReachNoFurther(String action) {
    assertThat(parameters.may("ssm:" + action, PARAMETERS + "app/acme/url")).isTrue();
    for (String foreign : List.of("app/globex/url", "app/globex/url:3", "app/acme-eu/url:live")) {
      assertThat(parameters.may("ssm:" + action, PARAMETERS + foreign)).as(foreign).isFalse();
    }
    // A name may be a whole ARN, of another account that shares the parameter.
    assertThat(
            parameters.may(
                "ssm:" + action, "arn:aws:ssm:eu-central-1:222222222222:parameter/app/acme/url"))
        .isFalse();
    assertThat(parameters.may("ssm:" + action, "arn:aws:ssm:" + HERE + "parameter//app/acme/url"))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PutParameter",
        "DeleteParameter",
        "LabelParameterVersion",
        "DescribeParameters",
        "AddTagsToResource",
        "PutResourcePolicy",
        "ModifyDocumentPermission"
      })
  @Tag("attack-D34")
  void nobodyWritesLabelsOrListsParameters(String action) {
    for (String on : List.of("*", PARAMETERS + "app/acme/url", PARAMETERS + "app/globex/url")) {
      assertThat(parameters.may("ssm:" + action, on)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Encrypt", "Decrypt", "GenerateDataKey"})
  @Tag("attack-D35")
  void theContextIsOnesOwnAndNothingElse(String action) {
    assertThat(uses(action, "acme", "tenant")).isTrue();
    assertThat(key.may("kms:" + action, KEY)).as("no context").isFalse();
    assertThat(uses(action, "globex", "tenant")).isFalse();
    assertThat(uses(action, "acme", "tenant", "purpose")).as("another pair").isFalse();
    assertThat(uses(action, "acme", "Tenant")).as("another case").isFalse();
    assertThat(uses(action, "acme", "tenant", "TENANT")).as("both cases").isFalse();
    assertThat(uses(action, "ACME", "tenant")).isFalse();
    assertThat(
            key.may(
                key.asks("kms:" + action, "arn:aws:kms:" + HERE + "alias/app")
                    .with(CONTEXT, "acme")
                    .with(PAIRS, "tenant")))
        .as("an alias")
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GenerateMac",
        "VerifyMac",
        "Sign",
        "Verify",
        "GetPublicKey",
        "DeriveSharedSecret",
        "ReEncryptFrom",
        "ReEncryptTo",
        "CreateGrant",
        "RetireGrant",
        "PutKeyPolicy",
        "UpdateAlias",
        "GenerateDataKeyPair"
      })
  @Tag("attack-D35")
  void whatHasNoContextOrEscapesItIsNotGranted(String action) {
    assertThat(key.may("kms:" + action, KEY)).isFalse();
    assertThat(uses(action, "acme", "tenant")).isFalse();
  }

  @Test
  @Tag("attack-C05")
  void noTenantHandsOutAGrantOrRewritesTheKeysPolicy() {
    assertThat(uses("CreateGrant", "acme", "tenant")).isFalse();
    assertThat(
            key.may(
                key.asks("kms:CreateGrant", KEY)
                    .with(CONTEXT, "acme")
                    .with(PAIRS, "tenant")
                    .with("kms:GranteePrincipal", "arn:aws:iam::111111111111:role/other")))
        .isFalse();
    assertThat(key.may("kms:PutKeyPolicy", KEY)).isFalse();
  }

  private boolean uses(String action, String tenant, String... pairs) {
    return key.may(key.asks("kms:" + action, KEY).with(CONTEXT, tenant).with(PAIRS, pairs));
  }
}
