package io.leasehold.localaws;

import java.net.URI;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Unmodified SDK clients for one identity. */
record Clients(URI endpoint, AwsCredentials identity) {

  static Clients management(LocalAws aws) {
    return new Clients(
        aws.endpoint(),
        AwsBasicCredentials.create(aws.managementAccessKeyId(), aws.managementSecretAccessKey()));
  }

  Clients with(Credentials session) {
    return new Clients(
        endpoint,
        AwsSessionCredentials.create(
            session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
  }

  Clients with(AwsCredentials other) {
    return new Clients(endpoint, other);
  }

  Clients assume(String roleArn, String session) {
    AssumeRoleResponse response =
        sts().assumeRole(request -> request.roleArn(roleArn).roleSessionName(session));
    return with(response.credentials());
  }

  StsClient sts() {
    return build(StsClient::builder);
  }

  OrganizationsClient organizations() {
    return build(OrganizationsClient::builder);
  }

  IamClient iam() {
    return build(IamClient::builder);
  }

  DynamoDbClient dynamoDb() {
    return build(DynamoDbClient::builder);
  }

  S3Client s3() {
    return configured(S3Client.builder()).forcePathStyle(true).build();
  }

  private <B extends AwsClientBuilder<B, C>, C> C build(Supplier<B> builder) {
    return configured(builder.get()).build();
  }

  <B extends AwsClientBuilder<B, ?>> B configured(B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(StaticCredentialsProvider.create(identity));
  }
}
