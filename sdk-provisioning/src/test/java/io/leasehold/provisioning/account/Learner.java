package io.leasehold.provisioning.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.provisioning.access.TemporaryAccess;
import java.net.URI;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Somebody with plain AWS SDK clients and the credentials of a lease, and nothing else. */
final class Learner implements AutoCloseable {

  private static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
          + "{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

  private final StsClient sts;
  private final S3Client s3;
  private final DynamoDbClient dynamoDb;
  private final IamClient iam;

  Learner(CloudUnderTest cloud, TemporaryAccess access) {
    AwsCredentialsProvider keys =
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(
                access.accessKeyId(), access.secretAccessKey(), access.sessionToken()));
    Region region = Region.of(access.region());
    this.sts = cloud.sts(keys);
    this.s3 =
        S3Client.builder()
            .endpointOverride(cloud.endpoint())
            .forcePathStyle(true)
            .region(region)
            .credentialsProvider(keys)
            .httpClient(cloud.http())
            .build();
    this.dynamoDb =
        DynamoDbClient.builder()
            .endpointOverride(cloud.endpoint())
            .region(region)
            .credentialsProvider(keys)
            .httpClient(cloud.http())
            .build();
    this.iam =
        IamClient.builder()
            .endpointOverride(cloud.endpoint())
            .region(Region.AWS_GLOBAL)
            .credentialsProvider(keys)
            .httpClient(cloud.http())
            .build();
  }

  GetCallerIdentityResponse whoAmI() {
    return sts.getCallerIdentity();
  }

  void listsBuckets() {
    s3.listBuckets();
  }

  void makesABucketATableAndARole(AccountId account) {
    s3.createBucket(
        r ->
            r.bucket("learner-" + account)
                .createBucketConfiguration(
                    c -> c.locationConstraint(BucketLocationConstraint.EU_CENTRAL_1)));
    LabTables.create(dynamoDb, "mine");
    makesARole("mine", Optional.of(account));
  }

  /** With the boundary of that account, or without any. */
  void makesARole(String name, Optional<AccountId> boundaryOf) {
    iam.createRole(
        r -> {
          r.roleName(name).assumeRolePolicyDocument(TRUST);
          boundaryOf.ifPresent(
              a -> r.permissionsBoundary("arn:aws:iam::" + a + ":policy/LabLearnerBoundary"));
        });
  }

  /**
   * A role that may do everything, as far as the boundary goes; and a session of it. The learner's
   * source identity goes along, which the role has to let in.
   */
  TemporaryAccess entersARoleOfItsOwn(String name, AccountId account) {
    String trust =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":
          {"AWS":"arn:aws:iam::%s:root"},"Action":["sts:AssumeRole","sts:SetSourceIdentity"]}]}
        """
            .formatted(account);
    String everything =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}
        """;
    String arn =
        iam.createRole(
                r ->
                    r.roleName(name)
                        .assumeRolePolicyDocument(trust.strip())
                        .permissionsBoundary(
                            "arn:aws:iam::" + account + ":policy/LabLearnerBoundary"))
            .role()
            .arn();
    iam.putRolePolicy(r -> r.roleName(name).policyName("all").policyDocument(everything.strip()));
    Credentials given = sts.assumeRole(r -> r.roleArn(arn).roleSessionName("own")).credentials();
    return new TemporaryAccess(
        account,
        CloudUnderTest.REGION,
        name,
        given.accessKeyId(),
        given.secretAccessKey(),
        given.sessionToken(),
        given.expiration(),
        URI.create("https://console.aws.amazon.com/"));
  }

  void makesAUser(String name) {
    iam.createUser(r -> r.userName(name));
  }

  void changes(String role) {
    iam.putRolePolicy(r -> r.roleName(role).policyName("mine").policyDocument(TRUST));
  }

  void isDenied(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).startsWith("AccessDenied"));
  }

  @Override
  public void close() {
    sts.close();
    s3.close();
    dynamoDb.close();
    iam.close();
  }
}
