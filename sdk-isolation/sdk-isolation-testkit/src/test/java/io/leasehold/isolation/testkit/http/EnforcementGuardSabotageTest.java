package io.leasehold.isolation.testkit.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** With a guard of the enforcement taken away, what it stops goes through. */
class EnforcementGuardSabotageTest {

  private static final String TABLE = "arn:aws:dynamodb:eu-central-1:111122223333:table/pool";
  private static final AwsSessionCredentials FORGED =
      AwsSessionCredentials.create(
          Offline.KEYS.accessKeyId(), "another secret", Offline.KEYS.sessionToken());

  private static IamEnforcement.Builder enforcement(String deny) {
    String policy =
        """
        {'Version':'2012-10-17','Statement':[
         {'Effect':'Allow','Action':'dynamodb:*','Resource':'*'},%s]}"""
            .formatted(deny)
            .replace('\'', '"');
    PolicyStack stack = PolicyStack.builder().identity(PolicyDocument.parse(policy)).build();
    return IamEnforcement.builder()
        .session(EnforcedSession.of(Offline.ARN, Offline.KEYS, stack))
        .facts(AwsFacts.builder().table("pool", "pk").build());
  }

  private static DynamoDbClient client(IamEnforcement.Builder iam, AwsSessionCredentials keys) {
    return DynamoDbClient.builder()
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(StaticCredentialsProvider.create(keys))
        .httpClient(IamEnforcingHttpClient.answering(iam.build(), OfflineAnswers.nothing()))
        .build();
  }

  private static void read(DynamoDbClient client) {
    client.getItem(
        r ->
            r.tableName("pool")
                .key(Map.of("pk", AttributeValue.fromS("acme")))
                .projectionExpression("secret"));
  }

  @Test
  void without_the_signature_anybody_speaks_with_a_key_that_he_has_seen() {
    String nothing = "{'Effect':'Deny','Action':'dynamodb:Scan','Resource':'*'}";

    assertThatThrownBy(() -> read(client(enforcement(nothing), FORGED)))
        .hasMessageContaining("signature we calculated does not match");
    assertThatCode(() -> read(client(enforcement(nothing).without(Guard.SIGNATURE), FORGED)))
        .doesNotThrowAnyException();
  }

  @Test
  void without_the_look_at_condition_keys_a_deny_is_passed_over() {
    String deny =
        "{'Effect':'Deny','Action':'dynamodb:GetItem','Resource':'*',"
            + "'Condition':{'ForAnyValue:StringEquals':{'dynamodb:Attributes':'secret'}}}";

    assertThatThrownBy(() -> read(client(enforcement(deny), Offline.KEYS)))
        .isInstanceOf(UnreadableRequestException.class);
    assertThatCode(() -> read(client(enforcement(deny).without(Guard.KEYS), Offline.KEYS)))
        .doesNotThrowAnyException();
  }

  @Test
  void without_the_refusal_of_operations_that_are_not_read_a_table_is_exported() {
    String deny = "{'Effect':'Deny','Action':'dynamodb:Export*','Resource':'" + TABLE + "'}";

    assertThatThrownBy(() -> export(client(enforcement(deny), Offline.KEYS)))
        .isInstanceOf(UnreadableRequestException.class);
    assertThatCode(() -> export(client(enforcement(deny).without(Guard.OPERATIONS), Offline.KEYS)))
        .doesNotThrowAnyException();
  }

  private static void export(DynamoDbClient client) {
    client.exportTableToPointInTime(r -> r.tableArn(TABLE).s3Bucket("mine"));
  }
}
