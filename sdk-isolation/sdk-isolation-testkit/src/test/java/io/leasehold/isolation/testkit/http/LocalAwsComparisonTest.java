package io.leasehold.isolation.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.localaws.LocalAws;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The simulator localaws, which keeps tables and buckets, and the enforcing client, which reads
 * requests alone, say the same of the same calls, in the same words.
 */
@SuppressWarnings("unchecked") // the SDK takes arrays of consumers
class LocalAwsComparisonTest {

  private static final String POLICY =
      """
      {"Version":"2012-10-17","Statement":[
       {"Effect":"Allow","Action":["dynamodb:GetItem","dynamodb:BatchGetItem","dynamodb:Query",
         "dynamodb:PutItem","dynamodb:UpdateItem","dynamodb:DeleteItem","dynamodb:BatchWriteItem",
         "dynamodb:ConditionCheckItem"],
        "Resource":"arn:aws:dynamodb:eu-central-1:111122223333:table/pool",
        "Condition":{"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["acme"]},
         "Null":{"dynamodb:LeadingKeys":"false"}}},
       {"Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:DeleteObject",
         "s3:AbortMultipartUpload"],"Resource":"arn:aws:s3:::pool/acme/*"},
       {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::pool",
        "Condition":{"StringLike":{"s3:prefix":"acme/*"}}}]}
      """
          .replaceAll("\\s+", "");

  private static LocalAws aws;
  private static Calls simulated;
  private static Calls enforced;

  /** The two clients of one side. */
  private record Calls(DynamoDbClient table, S3Client files) {}

  @BeforeAll
  static void start() {
    aws = LocalAws.builder().start();
    AwsCredentials platform =
        AwsBasicCredentials.create(aws.managementAccessKeyId(), aws.managementSecretAccessKey());
    simulated(DynamoDbClient.builder(), platform)
        .createTable(
            r ->
                r.tableName("pool")
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(
                        a -> a.attributeName("pk").attributeType(ScalarAttributeType.S))
                    .keySchema(k -> k.attributeName("pk").keyType(KeyType.HASH)));
    S3Client whole = simulated(S3Client.builder().forcePathStyle(true), platform);
    whole.createBucket(r -> r.bucket("pool"));
    for (String key : List.of("acme/f", "globex/f")) {
      whole.putObject(r -> r.bucket("pool").key(key), RequestBody.fromString("x"));
    }
    simulated(IamClient.builder(), platform)
        .createRole(r -> r.roleName("app").assumeRolePolicyDocument(trust()));
    simulated(IamClient.builder(), platform)
        .putRolePolicy(r -> r.roleName("app").policyName("all").policyDocument(everything()));
    var session =
        simulated(StsClient.builder(), platform)
            .assumeRole(
                r ->
                    r.roleArn("arn:aws:iam::111122223333:role/app")
                        .roleSessionName("acme")
                        .policy(POLICY))
            .credentials();
    AwsSessionCredentials keys =
        AwsSessionCredentials.create(
            session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
    simulated =
        new Calls(
            simulated(DynamoDbClient.builder(), keys),
            simulated(S3Client.builder().forcePathStyle(true), keys));
    PolicyStack stack =
        PolicyStack.builder()
            .identity(PolicyDocument.parse(everything()))
            .session(PolicyDocument.parse(POLICY))
            .build();
    Offline offline =
        new Offline(
            EnforcedSession.of(Offline.ARN, Offline.KEYS, stack),
            AwsFacts.builder().table("pool", "pk").build());
    enforced =
        new Calls(offline.client(DynamoDbClient.builder()), offline.client(S3Client.builder()));
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  private static String trust() {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
        + "\"sts:AssumeRole\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"}}]}";
  }

  private static String everything() {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\","
        + "\"Resource\":\"*\"}]}";
  }

  private static <B extends AwsClientBuilder<B, C>, C> C simulated(B builder, AwsCredentials keys) {
    return builder
        .endpointOverride(aws.endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(StaticCredentialsProvider.create(keys))
        .build();
  }

  private static Map<String, AttributeValue> key(String tenant) {
    return Map.of("pk", AttributeValue.fromS(tenant));
  }

  private static Arguments call(String name, BiConsumer<Calls, String> call) {
    return Arguments.of(name, call);
  }

  static Stream<Arguments> calls() {
    return Stream.of(
        call("GetItem", (c, t) -> c.table.getItem(r -> r.tableName("pool").key(key(t)))),
        call("PutItem", (c, t) -> c.table.putItem(r -> r.tableName("pool").item(key(t)))),
        call("DeleteItem", (c, t) -> c.table.deleteItem(r -> r.tableName("pool").key(key(t)))),
        call("Query", LocalAwsComparisonTest::query),
        call("Scan", (c, t) -> c.table.scan(r -> r.tableName("pool"))),
        call("BatchGetItem", LocalAwsComparisonTest::batchGet),
        call("BatchWriteItem", LocalAwsComparisonTest::batchWrite),
        call("TransactWriteItems", LocalAwsComparisonTest::transact),
        call(
            "TransactGetItems",
            (c, t) ->
                c.table.transactGetItems(
                    r -> r.transactItems(i -> i.get(g -> g.tableName("pool").key(key(t)))))),
        call("DescribeTable", (c, t) -> c.table.describeTable(r -> r.tableName("pool"))),
        call("GetObject", (c, t) -> c.files.getObjectAsBytes(r -> r.bucket("pool").key(t + "/f"))),
        call(
            "PutObject",
            (c, t) ->
                c.files.putObject(
                    r -> r.bucket("pool").key(t + "/f"), RequestBody.fromString("x"))),
        call(
            "CopyObject",
            (c, t) ->
                c.files.copyObject(
                    r ->
                        r.sourceBucket("pool")
                            .sourceKey(t + "/f")
                            .destinationBucket("pool")
                            .destinationKey("acme/g"))),
        call(
            "CreateMultipartUpload",
            (c, t) -> c.files.createMultipartUpload(r -> r.bucket("pool").key(t + "/f"))),
        call(
            "ListObjectsV2",
            (c, t) -> c.files.listObjectsV2(r -> r.bucket("pool").prefix(t + "/"))),
        call("ListObjects all", (c, t) -> c.files.listObjectsV2(r -> r.bucket("pool"))),
        call(
            "ListObjectVersions",
            (c, t) -> c.files.listObjectVersions(r -> r.bucket("pool").prefix(t + "/"))),
        call(
            "ListMultipartUploads",
            (c, t) -> c.files.listMultipartUploads(r -> r.bucket("pool").prefix(t + "/"))),
        call("GetBucketLocation", (c, t) -> c.files.getBucketLocation(r -> r.bucket("pool"))),
        call("ListBuckets", (c, t) -> c.files.listBuckets()),
        call("HeadObject", (c, t) -> c.files.headObject(r -> r.bucket("pool").key(t + "/f"))));
  }

  private static void query(Calls calls, String tenant) {
    calls.table.query(
        r ->
            r.tableName("pool")
                .keyConditionExpression("pk = :t")
                .expressionAttributeValues(Map.of(":t", AttributeValue.fromS(tenant))));
  }

  private static void batchGet(Calls calls, String tenant) {
    List<Map<String, AttributeValue>> keys =
        tenant.equals("acme") ? List.of(key("acme")) : List.of(key("acme"), key(tenant));
    calls.table.batchGetItem(
        r -> r.requestItems(Map.of("pool", KeysAndAttributes.builder().keys(keys).build())));
  }

  private static void batchWrite(Calls calls, String tenant) {
    WriteRequest write = WriteRequest.builder().putRequest(p -> p.item(key(tenant))).build();
    calls.table.batchWriteItem(r -> r.requestItems(Map.of("pool", List.of(write))));
  }

  private static void transact(Calls calls, String tenant) {
    calls.table.transactWriteItems(
        r -> r.transactItems(i -> i.put(p -> p.tableName("pool").item(key(tenant)))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  void both_say_the_same(String name, BiConsumer<Calls, String> call) {
    for (String tenant : List.of("acme", "globex")) {
      String expected = outcome(() -> call.accept(simulated, tenant));

      assertThat(outcome(() -> call.accept(enforced, tenant))).as(tenant).isEqualTo(expected);
    }
  }

  private static String outcome(Runnable call) {
    try {
      call.run();
      return "allowed";
    } catch (AwsServiceException e) {
      String message = String.valueOf(e.awsErrorDetails().errorMessage());
      return e.statusCode() + " " + e.awsErrorDetails().errorCode() + " " + message;
    }
  }
}
