package io.leasehold.labs.demo.cloud;

import java.net.URI;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.AwsOrganizationsNotInUseException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * Makes what the product expects to find in AWS, in a fresh simulator: the shared table and bucket,
 * the role that reaches both and is narrowed for each tenant, and the organizational unit of the
 * labs. In real AWS an operator makes them once; the README says how they look.
 */
public final class CloudSetup {

  private static final String TABLE = "labs-activity";
  private static final String BUCKET = "labs-content";
  private static final String DATA_ROLE = "labs-tenant-data";

  private CloudSetup() {}

  /** Makes everything and returns the settings that name it. */
  public static Map<String, String> run(CloudAccess access) {
    try (SdkHttpClient http = UrlConnectionHttpClient.create();
        StsClient sts = at(StsClient.builder(), access).httpClient(http).build();
        IamClient iam = at(IamClient.builder(), access).httpClient(http).build();
        DynamoDbClient dynamo = at(DynamoDbClient.builder(), access).httpClient(http).build();
        S3Client s3 = at(S3Client.builder(), access).httpClient(http).forcePathStyle(true).build();
        OrganizationsClient organizations =
            at(OrganizationsClient.builder(), access).httpClient(http).build()) {
      GetCallerIdentityResponse platform = sts.getCallerIdentity();
      createTable(dynamo);
      s3.createBucket(
          request ->
              request
                  .bucket(BUCKET)
                  .createBucketConfiguration(place -> place.locationConstraint(access.region())));
      return Map.of(
          "LABS_DATA_ROLE_ARN",
          createRole(iam, platform, access.region()),
          "LABS_DATA_ACTIVITY_TABLE",
          TABLE,
          "LABS_DATA_CONTENT_BUCKET",
          BUCKET,
          "LABS_POOL_OU_ID",
          createUnit(organizations),
          "LABS_POOL_EMAIL_PATTERN",
          "labs+{id}@example.com");
    }
  }

  private static void createTable(DynamoDbClient dynamo) {
    dynamo.createTable(
        request ->
            request
                .tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(List.of(key("tenant_id", KeyType.HASH), key("event", KeyType.RANGE)))
                .attributeDefinitions(List.of(text("tenant_id"), text("event"))));
    dynamo.waiter().waitUntilTableExists(request -> request.tableName(TABLE)).matched();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static String createRole(
      IamClient iam, GetCallerIdentityResponse platform, String region) {
    String trust =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
          "Principal":{"AWS":"%s"},"Action":"sts:AssumeRole"}]}
        """
            .formatted(platform.arn());
    String data =
        """
        {"Version":"2012-10-17","Statement":[
         {"Effect":"Allow","Action":["dynamodb:BatchGetItem","dynamodb:BatchWriteItem",
           "dynamodb:ConditionCheckItem","dynamodb:DeleteItem","dynamodb:GetItem",
           "dynamodb:PutItem","dynamodb:Query","dynamodb:UpdateItem"],
          "Resource":"arn:aws:dynamodb:%1$s:%2$s:table/%3$s"},
         {"Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:DeleteObject",
           "s3:AbortMultipartUpload"],"Resource":"arn:aws:s3:::%4$s/*"},
         {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::%4$s"}]}
        """
            .formatted(region, platform.account(), TABLE, BUCKET);
    String arn =
        iam.createRole(
                request -> request.roleName(DATA_ROLE).assumeRolePolicyDocument(trust.strip()))
            .role()
            .arn();
    iam.putRolePolicy(
        request -> request.roleName(DATA_ROLE).policyName("data").policyDocument(data.strip()));
    return arn;
  }

  private static String createUnit(OrganizationsClient organizations) {
    requireOrganization(organizations);
    String root = organizations.listRoots().roots().get(0).id();
    return organizations
        .createOrganizationalUnit(request -> request.parentId(root).name("labs"))
        .organizationalUnit()
        .id();
  }

  /** localaws has one already; other endpoints may begin with none. */
  private static void requireOrganization(OrganizationsClient organizations) {
    try {
      organizations.describeOrganization();
    } catch (AwsOrganizationsNotInUseException none) {
      organizations.createOrganization(request -> request.featureSet("ALL"));
    }
  }

  private static <B extends AwsClientBuilder<B, ?>> B at(B builder, CloudAccess access) {
    URI endpoint = access.endpoint();
    return builder
        .region(Region.of(access.region()))
        .endpointOverride(endpoint)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(access.accessKeyId(), access.secretAccessKey())));
  }
}
