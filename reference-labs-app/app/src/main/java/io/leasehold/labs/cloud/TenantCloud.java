package io.leasehold.labs.cloud;

import io.leasehold.isolation.aws.client.TenantClients;
import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.scope.DynamoDbPooledScope;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import io.leasehold.isolation.aws.vending.TenantCredentialVendor;
import io.leasehold.labs.platform.LabsSettings;
import io.leasehold.tenancy.spi.TenantChanges;
import io.leasehold.tenancy.spi.TenantRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/**
 * The two clients that touch what tenants share: one for the activity table, one for the content
 * bucket. All tenants use the same two; each call carries the credentials of the tenant in scope,
 * which reach that tenant's items and objects only. Without a tenant in scope nothing leaves.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class TenantCloud {

  private static final Pattern ROLE = Pattern.compile("arn:([a-z-]+):iam::(\\d{12}):role/.+");

  @Inject private LabsSettings settings;
  @Inject private AwsConnection aws;
  @Inject private TenantRegistry tenants;
  @Inject private TenantChanges changes;

  private TenantChanges.Subscription following;
  private StsAsyncClient sts;
  private TenantCredentialVendor vendor;
  private DynamoDbClient sharedTable;
  private S3Client sharedBucket;
  private DynamoDbClient activity;
  private S3Client content;
  private S3PrefixScope contentScope;

  @PostConstruct
  void open() {
    contentScope = S3PrefixScope.bucket(settings.contentBucket()).under("tenants/");
    sts =
        aws.at(StsAsyncClient.builder())
            .httpClient(aws.asyncHttp())
            .credentialsProvider(aws.platform())
            .build();
    vendor =
        TenantCredentialVendor.builder()
            .sts(sts)
            .role(settings.dataRoleArn())
            .blueprint(blueprint())
            .tenants(tenants)
            .duration(Duration.ofHours(1))
            .build();
    following = vendor.follow(changes);
    TenantClients clients = TenantClients.over(vendor);
    sharedTable =
        TenantClients.prepare(aws.at(DynamoDbClient.builder()).httpClient(aws.http())).build();
    sharedBucket =
        TenantClients.prepare(aws.at(S3Client.builder()).httpClient(aws.http()))
            .forcePathStyle(true)
            .build();
    activity = clients.scoped(DynamoDbClient.class, sharedTable);
    content = clients.scoped(S3Client.class, sharedBucket);
  }

  @PreDestroy
  void close() {
    following.close();
    vendor.close();
    sharedTable.close();
    sharedBucket.close();
    sts.close();
  }

  /** DynamoDB on behalf of the tenant in scope. */
  DynamoDbClient activity() {
    return activity;
  }

  /** S3 on behalf of the tenant in scope. */
  S3Client content() {
    return content;
  }

  /** Where a tenant's objects are. */
  S3PrefixScope contentScope() {
    return contentScope;
  }

  private IsolationBlueprint blueprint() {
    Matcher role = ROLE.matcher(settings.dataRoleArn());
    if (!role.matches()) {
      throw new IllegalStateException("the setting labs.data.role-arn is not the ARN of a role");
    }
    return IsolationBlueprint.builder("labs")
        .partition(role.group(1))
        .region(settings.awsRegion())
        .account(role.group(2))
        .allow(DynamoDbPooledScope.table(settings.activityTable()))
        .allow(contentScope)
        .build();
  }
}
