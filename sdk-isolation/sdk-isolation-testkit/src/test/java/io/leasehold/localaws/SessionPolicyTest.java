package io.leasehold.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.awssdk.services.s3.S3Client;

/** A tenant's session policy holds on the side of the service, whatever the client sends. */
@SuppressWarnings("unchecked") // the SDK takes arrays of consumers
class SessionPolicyTest {

  private static final String POLICY =
      """
      {"Version":"2012-10-17","Statement":[
       {"Effect":"Allow",
        "Action":["dynamodb:GetItem","dynamodb:BatchGetItem","dynamodb:Query","dynamodb:PutItem",
         "dynamodb:UpdateItem","dynamodb:DeleteItem","dynamodb:BatchWriteItem",
         "dynamodb:ConditionCheckItem"],
        "Resource":"arn:aws:dynamodb:eu-central-1:111122223333:table/pool",
        "Condition":{"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["acme"]},
         "Null":{"dynamodb:LeadingKeys":"false"}}},
       {"Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:DeleteObject"],
        "Resource":"arn:aws:s3:::pool/acme/*"},
       {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::pool",
        "Condition":{"StringLike":{"s3:prefix":"acme/*"}}}]}
      """
          .replaceAll("\\s+", "");
  private static LocalAws aws;
  private static Clients platform;
  private static Clients tenant;
  private static DynamoDbClient table;
  private static S3Client files;

  @BeforeAll
  static void start() {
    aws = LocalAws.builder().start();
    platform = Clients.management(aws);
    Roles.create(platform, "app");
    platform
        .dynamoDb()
        .createTable(
            r ->
                r.tableName("pool")
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(
                        a -> a.attributeName("pk").attributeType(ScalarAttributeType.S))
                    .keySchema(k -> k.attributeName("pk").keyType(KeyType.HASH)));
    platform.s3().createBucket(r -> r.bucket("pool"));
    for (String name : List.of("acme", "globex")) {
      platform.dynamoDb().putItem(r -> r.tableName("pool").item(key(name)));
      platform.s3().putObject(r -> r.bucket("pool").key(name + "/f"), RequestBody.fromString(name));
    }
    tenant =
        platform.with(
            platform
                .sts()
                .assumeRole(
                    r -> r.roleArn(Roles.arn(aws, "app")).roleSessionName("t-acme").policy(POLICY))
                .credentials());
    table = tenant.dynamoDb();
    files = tenant.s3();
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  private static Map<String, AttributeValue> key(String tenant) {
    return Map.of("pk", AttributeValue.fromS(tenant));
  }

  private static void denied(ThrowingCallable call) {
    assertThatExceptionOfType(AwsServiceException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).startsWith("AccessDenied"))
        .withMessageContaining("is not authorized to perform");
  }

  @Test
  void own_items_can_be_read_and_written() {
    assertThat(table.getItem(r -> r.tableName("pool").key(key("acme"))).hasItem()).isTrue();
    assertThatCode(() -> table.putItem(r -> r.tableName("pool").item(key("acme"))))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                table.query(
                    r ->
                        r.tableName("pool")
                            .keyConditionExpression("pk = :t")
                            .expressionAttributeValues(Map.of(":t", AttributeValue.fromS("acme")))))
        .doesNotThrowAnyException();
  }

  @Test
  void items_of_another_tenant_cannot_be_touched() {
    denied(() -> table.getItem(r -> r.tableName("pool").key(key("globex"))));
    denied(() -> table.putItem(r -> r.tableName("pool").item(key("globex"))));
    denied(() -> table.deleteItem(r -> r.tableName("pool").key(key("globex"))));
    denied(
        () ->
            table.query(
                r ->
                    r.tableName("pool")
                        .keyConditionExpression("pk = :t")
                        .expressionAttributeValues(Map.of(":t", AttributeValue.fromS("globex")))));
  }

  @Test
  @Tag("attack-D01")
  void a_scan_carries_no_leading_keys_and_is_refused() {
    denied(() -> table.scan(r -> r.tableName("pool")));
  }

  @Test
  @Tag("attack-D04")
  void a_batch_read_with_one_foreign_key_is_refused_as_a_whole() {
    denied(
        () ->
            table.batchGetItem(
                r ->
                    r.requestItems(
                        Map.of(
                            "pool",
                            KeysAndAttributes.builder()
                                .keys(List.of(key("acme"), key("globex")))
                                .build()))));
  }

  @Test
  @Tag("attack-D05")
  void a_batch_write_with_one_foreign_key_changes_nothing() {
    List<WriteRequest> both =
        List.of(
            WriteRequest.builder().putRequest(p -> p.item(key("acme"))).build(),
            WriteRequest.builder().deleteRequest(d -> d.key(key("globex"))).build());

    denied(() -> table.batchWriteItem(r -> r.requestItems(Map.of("pool", both))));

    assertThat(platform.dynamoDb().scan(r -> r.tableName("pool")).count()).isEqualTo(2);
  }

  @Test
  @Tag("attack-D06")
  void a_transaction_with_a_foreign_condition_check_is_refused() {
    denied(
        () ->
            table.transactWriteItems(
                r ->
                    r.transactItems(
                        i -> i.put(p -> p.tableName("pool").item(key("acme"))),
                        i ->
                            i.conditionCheck(
                                c ->
                                    c.tableName("pool")
                                        .key(key("globex"))
                                        .conditionExpression("attribute_exists(pk)")))));
    denied(
        () ->
            table.transactGetItems(
                r -> r.transactItems(i -> i.get(g -> g.tableName("pool").key(key("globex"))))));
  }

  @Test
  @Tag("attack-D20")
  void only_the_own_prefix_can_be_listed() {
    assertThat(files.listObjectsV2(r -> r.bucket("pool").prefix("acme/")).contents())
        .extracting(object -> object.key())
        .containsExactly("acme/f");
    denied(() -> files.listObjectsV2(r -> r.bucket("pool")));
    denied(() -> files.listObjectsV2(r -> r.bucket("pool").prefix("")));
    denied(() -> files.listObjectsV2(r -> r.bucket("pool").prefix("acme")));
    denied(() -> files.listObjectsV2(r -> r.bucket("pool").prefix("globex/")));
    denied(() -> files.listMultipartUploads(r -> r.bucket("pool")));
  }

  @Test
  void only_own_objects_can_be_touched() {
    assertThat(files.getObjectAsBytes(r -> r.bucket("pool").key("acme/f")).asUtf8String())
        .isEqualTo("acme");
    denied(() -> files.getObjectAsBytes(r -> r.bucket("pool").key("globex/f")));
    denied(() -> files.deleteObject(r -> r.bucket("pool").key("globex/f")));
    denied(
        () ->
            files.putObject(
                r -> r.bucket("pool").key("globex/g"), RequestBody.fromString("planted")));
  }

  @Test
  @Tag("attack-D21")
  void a_foreign_object_cannot_be_copied_into_the_own_prefix() {
    denied(
        () ->
            files.copyObject(
                r ->
                    r.sourceBucket("pool")
                        .sourceKey("globex/f")
                        .destinationBucket("pool")
                        .destinationKey("acme/stolen")));
  }

  @Test
  @Tag("attack-D27")
  void dots_in_a_key_do_not_lead_out_of_the_prefix() {
    assertThatExceptionOfType(AwsServiceException.class)
        .isThrownBy(() -> files.getObjectAsBytes(r -> r.bucket("pool").key("acme/../globex/f")))
        .satisfies(e -> assertThat(e.statusCode()).isIn(403, 404));
    denied(() -> files.getObjectAsBytes(r -> r.bucket("pool").key("globex/../acme/f")));
  }

  @Test
  void whether_a_foreign_or_missing_object_exists_is_not_told() {
    denied(() -> files.headObject(r -> r.bucket("pool").key("globex/f")), 403);
    denied(() -> files.headObject(r -> r.bucket("pool").key("globex/none")), 403);
    denied(() -> files.getObjectAsBytes(r -> r.bucket("pool").key("acme/none")));
  }

  private static void denied(ThrowingCallable call, int status) {
    assertThatExceptionOfType(AwsServiceException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(status));
  }

  @Test
  void of_several_deletions_the_foreign_ones_are_refused_one_by_one() {
    platform.s3().putObject(r -> r.bucket("pool").key("acme/old"), RequestBody.fromString("old"));

    var result =
        files.deleteObjects(
            r ->
                r.bucket("pool")
                    .delete(d -> d.objects(o -> o.key("acme/old"), o -> o.key("globex/f"))));

    assertThat(result.deleted()).extracting(d -> d.key()).containsExactly("acme/old");
    assertThat(result.errors()).extracting(e -> e.code()).containsExactly("AccessDenied");
  }

  @Test
  @Tag("attack-C06")
  void a_tenant_cannot_assume_a_role_not_even_one_that_trusts_the_role_of_the_tenant() {
    Roles.create(
        platform.iam(),
        "trusting",
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
         "Principal":{"AWS":"arn:aws:iam::111122223333:role/app"}}]}
        """);
    Clients whole = platform.assume(Roles.arn(aws, "app"), "unlimited");

    denied(() -> tenant.assume(Roles.arn(aws, "app"), "again"));
    denied(() -> tenant.assume(Roles.arn(aws, "trusting"), "again"));
    assertThatCode(() -> whole.assume(Roles.arn(aws, "trusting"), "again"))
        .doesNotThrowAnyException();
  }

  @Test
  void without_the_session_policy_the_same_calls_succeed() {
    Clients whole = platform.assume(Roles.arn(aws, "app"), "unlimited");

    assertThat(whole.dynamoDb().scan(r -> r.tableName("pool")).count()).isEqualTo(2);
    assertThat(whole.s3().getObjectAsBytes(r -> r.bucket("pool").key("globex/f")).asUtf8String())
        .isEqualTo("globex");
  }
}
