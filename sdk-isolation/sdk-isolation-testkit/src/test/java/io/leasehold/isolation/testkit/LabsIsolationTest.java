package io.leasehold.isolation.testkit;

import io.leasehold.isolation.aws.client.TenantClients;
import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.scope.DynamoDbPooledScope;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import io.leasehold.isolation.aws.scope.SqsQueueScope;
import io.leasehold.isolation.testkit.http.AwsFacts;
import io.leasehold.tenancy.TenantId;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/** The kit as a vendor of software uses it. */
class LabsIsolationTest implements IsolationTck {

  @Override
  public IsolationBlueprint blueprint() {
    return IsolationBlueprint.builder("labs")
        .region("eu-central-1")
        .account("111111111111")
        .allow(DynamoDbPooledScope.table("labs-activity"))
        .allow(S3PrefixScope.bucket("labs-content"))
        .allow(SqsQueueScope.prefixed("labs-work-"))
        .build();
  }

  @Override
  public AwsFacts facts() {
    return AwsFacts.builder().table("labs-activity", "tenant").build();
  }

  @TenantCode("reads an item")
  void readsAnItem(TenantAws aws, TenantId owner) {
    DynamoDbClient table = aws.client(DynamoDbClient.builder());
    table.getItem(
        r ->
            r.tableName("labs-activity")
                .key(Map.of("tenant", AttributeValue.fromS(owner.value()))));
  }

  @TenantCode("stores a file through a client that tenants share")
  void storesAFile(TenantAws aws, TenantId owner) {
    S3Client shared =
        TenantClients.prepare(S3Client.builder().region(aws.region()).httpClient(aws.httpClient()))
            .build();
    TenantClients.over(aws.vendor())
        .scoped(S3Client.class, shared)
        .putObject(
            r -> r.bucket("labs-content").key(owner + "/a.txt"), RequestBody.fromString("a"));
  }
}
