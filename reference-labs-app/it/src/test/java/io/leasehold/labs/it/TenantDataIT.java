package io.leasehold.labs.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.client.TenantClients;
import io.leasehold.isolation.aws.guard.NoTenantIdentityException;
import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.scope.DynamoDbPooledScope;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import io.leasehold.isolation.aws.vending.TenantCredentialVendor;
import io.leasehold.isolation.aws.vending.TenantCredentials;
import io.leasehold.labs.demo.LabsEnvironment;
import io.leasehold.labs.demo.cloud.CloudAccess;
import io.leasehold.labs.it.support.LabsClient;
import io.leasehold.labs.it.support.RunningLabs;
import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The items and objects that the application keeps, seen with the credentials of one tenant. */
@ExtendWith(RunningLabs.class)
class TenantDataIT {

  private static final String TABLE = "labs-activity";
  private static final String BUCKET = "labs-content";

  private final LabsEnvironment labs;
  private final CloudAccess cloud;
  private StsAsyncClient sts;
  private TenantCredentialVendor vendor;
  private DynamoDbClient dynamoDb;
  private S3Client s3;

  TenantDataIT(LabsEnvironment labs) {
    this.labs = labs;
    this.cloud = labs.simulator().access();
  }

  @BeforeEach
  void vendForAcme() {
    sts =
        StsAsyncClient.builder()
            .endpointOverride(cloud.endpoint())
            .region(Region.of(cloud.region()))
            .credentialsProvider(platform())
            .httpClientBuilder(NettyNioAsyncHttpClient.builder())
            .build();
    String account = managementAccount();
    vendor =
        TenantCredentialVendor.builder()
            .sts(sts)
            .role("arn:aws:iam::" + account + ":role/labs-tenant-data")
            .blueprint(
                IsolationBlueprint.builder("labs")
                    .partition("aws")
                    .region(cloud.region())
                    .account(account)
                    .allow(DynamoDbPooledScope.table(TABLE))
                    .allow(S3PrefixScope.bucket(BUCKET).under("tenants/"))
                    .build())
            .duration(Duration.ofHours(1))
            .build();
    TenantCredentials acme = vendor.vend(TenantId.of("acme")).toCompletableFuture().join();
    AwsCredentialsProvider identity = StaticCredentialsProvider.create(acme.forAwsSdk());
    dynamoDb =
        DynamoDbClient.builder()
            .endpointOverride(cloud.endpoint())
            .region(Region.of(cloud.region()))
            .credentialsProvider(identity)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    s3 =
        S3Client.builder()
            .endpointOverride(cloud.endpoint())
            .region(Region.of(cloud.region()))
            .credentialsProvider(identity)
            .forcePathStyle(true)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
  }

  @AfterEach
  void close() {
    dynamoDb.close();
    s3.close();
    sts.close();
  }

  @Test
  void theTenantsOwnObjectIsThereAndTheOtherTenantsIsRefusedByTheService() {
    assertThat(guide("acme")).isNotEmpty();
    assertThatThrownBy(() -> guide("globex"))
        .isInstanceOfSatisfying(
            S3Exception.class, refused -> assertThat(refused.statusCode()).isEqualTo(403));
  }

  @Test
  @Tag("attack-D20")
  void listsWithoutTheTenantsPrefixAreRefused() {
    assertThat(s3.listObjectsV2(list -> list.bucket(BUCKET).prefix("tenants/acme/")).contents())
        .isNotEmpty();
    for (String prefix : new String[] {"", "tenants/", "tenants/globex/", "tenants/acme"}) {
      assertThatThrownBy(() -> s3.listObjectsV2(list -> list.bucket(BUCKET).prefix(prefix)))
          .as(prefix)
          .isInstanceOf(S3Exception.class);
    }
    assertThatThrownBy(() -> s3.listObjectsV2(list -> list.bucket(BUCKET)))
        .isInstanceOf(S3Exception.class);
  }

  @Test
  @Tag("attack-D01")
  void theTenantsOwnItemsAreThereAndTheOtherTenantsAreRefusedByTheService() {
    LabsClient ada = LabsClient.with(labs.node(1), "acme", labs.signIn().signIn("ada"));
    String run = ada.startAndWait("least-privilege");
    try {
      assertThat(events("acme")).isPositive();
      assertThatThrownBy(() -> events("globex")).isInstanceOf(DynamoDbException.class);
      assertThatThrownBy(() -> dynamoDb.scan(scan -> scan.tableName(TABLE)))
          .isInstanceOf(DynamoDbException.class);
      assertThatThrownBy(() -> plant("globex")).isInstanceOf(DynamoDbException.class);
    } finally {
      ada.endAndWait(run);
    }
  }

  @Test
  void withoutATenantInScopeTheFacadeSendsNothing() {
    try (S3Client shared =
        TenantClients.prepare(
                S3Client.builder()
                    .endpointOverride(cloud.endpoint())
                    .region(Region.of(cloud.region()))
                    .httpClientBuilder(UrlConnectionHttpClient.builder()))
            .forcePathStyle(true)
            .build()) {
      assertThatThrownBy(shared::listBuckets).isInstanceOf(NoTenantIdentityException.class);
      S3Client scoped = TenantClients.over(vendor).scoped(S3Client.class, shared);
      assertThatThrownBy(() -> scoped.getObject(get -> get.bucket(BUCKET).key("x")))
          .hasMessageContaining("no tenant in scope");
    }
  }

  private byte[] guide(String tenant) {
    return s3.getObjectAsBytes(
            get -> get.bucket(BUCKET).key("tenants/" + tenant + "/guides/first-bucket.md"))
        .asByteArray();
  }

  private int events(String tenant) {
    return dynamoDb
        .query(
            query ->
                query
                    .tableName(TABLE)
                    .keyConditionExpression("tenant_id = :tenant")
                    .expressionAttributeValues(Map.of(":tenant", AttributeValue.fromS(tenant))))
        .count();
  }

  private void plant(String tenant) {
    dynamoDb.putItem(
        put ->
            put.tableName(TABLE)
                .item(
                    Map.of(
                        "tenant_id", AttributeValue.fromS(tenant),
                        "event", AttributeValue.fromS("planted"))));
  }

  private AwsCredentialsProvider platform() {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(cloud.accessKeyId(), cloud.secretAccessKey()));
  }

  private String managementAccount() {
    try (StsClient client =
        StsClient.builder()
            .endpointOverride(cloud.endpoint())
            .region(Region.of(cloud.region()))
            .credentialsProvider(platform())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      return client.getCallerIdentity().account();
    }
  }
}
