package io.leasehold.isolation.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.scope.SecretScope;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** What requests of the real Secrets Manager client need. */
@SuppressWarnings("unchecked") // the SDK takes arrays of consumers
class SecretsManagerReaderTest {

  private static final String ARNS = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:";
  private static final AwsFacts FACTS =
      AwsFacts.builder().secret("app/acme/known", ARNS + "app/acme/known-a1B2c3").build();
  private final Offline acme = Offline.acme(FACTS, SecretScope.under("app/"));
  private final SecretsManagerClient secrets = acme.client(SecretsManagerClient.builder());
  private final Offline anybody = Offline.everything(FACTS);
  private final SecretsManagerClient free = anybody.client(SecretsManagerClient.builder());

  @Test
  void a_name_stands_for_an_arn_with_an_end_of_its_own() {
    acme.allowed(() -> secrets.getSecretValue(r -> r.secretId("app/acme/db")));
    assertThat(acme.actions())
        .singleElement()
        .asString()
        .matches("secretsmanager:GetSecretValue " + ARNS + "app/acme/db-[0-9a-z]{6}");
    acme.allowed(() -> secrets.getSecretValue(r -> r.secretId("app/acme/known")));
    assertThat(acme.actions())
        .containsExactly("secretsmanager:GetSecretValue " + ARNS + "app/acme/known-a1B2c3");
    acme.denied(() -> secrets.getSecretValue(r -> r.secretId("app/globex/db")));
    acme.denied(() -> secrets.describeSecret(r -> r.secretId("app/acme-eu/db")));
  }

  @Test
  @Tag("attack-D33")
  void an_end_that_may_belong_to_the_name_is_no_way_around() {
    Offline careless =
        Offline.with(
            FACTS,
            "{'Effect':'Allow','Action':'secretsmanager:GetSecretValue','Resource':'"
                + ARNS
                + "app/acme-??????'}");
    SecretsManagerClient client = careless.client(SecretsManagerClient.builder());

    careless.allowed(() -> client.getSecretValue(r -> r.secretId("app/acme")));
    // Either the whole ARN of app/acme, or the ARN of app/acme-globex without its end.
    careless.denied(() -> client.getSecretValue(r -> r.secretId(ARNS + "app/acme-globex")));
    assertThat(careless.needed()).hasSize(2);
  }

  @Test
  void an_arn_that_is_known_is_taken_at_its_word_with_or_without_its_end() {
    anybody.allowed(() -> free.getSecretValue(r -> r.secretId(ARNS + "app/acme/known-a1B2c3")));
    assertThat(anybody.needed()).hasSize(1);
    anybody.allowed(() -> free.getSecretValue(r -> r.secretId(ARNS + "app/acme/known")));
    assertThat(anybody.actions()).singleElement().asString().endsWith("known-a1B2c3");
  }

  @Test
  @Tag("attack-D33")
  void listing_and_fetching_in_batches_is_denied() {
    acme.denied(() -> secrets.listSecrets());
    acme.denied(() -> secrets.batchGetSecretValue(r -> r.secretIdList("app/acme/db")));
    acme.denied(
        () ->
            secrets.tagResource(
                r -> r.secretId("app/globex/db").tags(t -> t.key("t").value("acme"))));
    acme.denied(() -> secrets.putSecretValue(r -> r.secretId("app/acme/db").secretString("s")));
  }

  @Test
  void a_tag_of_a_resource_counts_under_both_of_its_names() {
    String arn = ARNS + "app/acme/known-a1B2c3";
    Offline some =
        Offline.with(
            AwsFacts.builder().secret("app/acme/known", arn).tag(arn, "tenant", "globex").build(),
            """
            {'Effect':'Allow','Action':'secretsmanager:*','Resource':'*'},
            {'Effect':'Deny','Action':'secretsmanager:GetSecretValue','Resource':'*',
             'Condition':{'StringEquals':{'secretsmanager:ResourceTag/tenant':'globex'}}}""");
    SecretsManagerClient client = some.client(SecretsManagerClient.builder());

    some.denied(() -> client.getSecretValue(r -> r.secretId("app/acme/known")));
  }

  @Test
  void a_batch_needs_each_of_its_secrets() {
    anybody.allowed(
        () -> free.batchGetSecretValue(r -> r.secretIdList("app/acme/known", "app/globex/db")));
    assertThat(anybody.actions())
        .hasSize(3)
        .contains(
            "secretsmanager:BatchGetSecretValue *",
            "secretsmanager:GetSecretValue " + ARNS + "app/acme/known-a1B2c3");
    anybody.unreadable(
        () -> free.batchGetSecretValue(r -> r.filters(f -> f.key("name").values("app"))),
        "say SecretIdList");
  }

  @Test
  @Tag("attack-D33")
  void a_secret_of_another_region_or_account_is_another_one() {
    acme.denied(
        () ->
            secrets.getSecretValue(
                r -> r.secretId((ARNS + "app/acme/db-abcdef").replace("eu-central", "us-east"))));
    acme.denied(
        () ->
            secrets.getSecretValue(
                r -> r.secretId((ARNS + "app/acme/db-abcdef").replace("1111", "9999"))));
  }
}
