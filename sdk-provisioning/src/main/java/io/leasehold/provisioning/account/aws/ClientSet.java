package io.leasehold.provisioning.account.aws;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;

/** Clients of one account with one set of credentials. For one thread. */
final class ClientSet implements MemberAccount {

  private final AwsCredentialsProvider credentials;
  private final SdkHttpClient http;
  private final Optional<URI> endpoint;
  private final StsClient sts;
  private final IamClient iam;
  private final S3Client s3;
  private final Map<String, DynamoDbClient> dynamoDb = new HashMap<>();

  ClientSet(
      AwsCredentialsProvider credentials,
      SdkHttpClient http,
      Optional<URI> endpoint,
      String region) {
    this.credentials = credentials;
    this.http = http;
    this.endpoint = endpoint;
    this.sts = with(StsClient.builder(), Region.of(region)).build();
    this.iam = with(IamClient.builder(), Region.AWS_GLOBAL).build();
    S3ClientBuilder builder = with(S3Client.builder(), Region.of(region));
    // A simulator has no bucket host names; AWS has, and answers for other Regions by redirect.
    this.s3 =
        endpoint.isPresent()
            ? builder.forcePathStyle(true).build()
            : builder.crossRegionAccessEnabled(true).build();
  }

  private <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B with(
      B builder, Region region) {
    builder.credentialsProvider(credentials).region(region).httpClient(http);
    endpoint.ifPresent(builder::endpointOverride);
    return builder;
  }

  String whoAmI() {
    return sts.getCallerIdentity().account();
  }

  @Override
  public IamClient iam() {
    return iam;
  }

  @Override
  public S3Client s3() {
    return s3;
  }

  @Override
  public DynamoDbClient dynamoDb(String region) {
    return dynamoDb.computeIfAbsent(
        region, name -> with(DynamoDbClient.builder(), Region.of(name)).build());
  }

  /** The HTTP client is shared and stays open. */
  @Override
  public void close() {
    sts.close();
    iam.close();
    s3.close();
    dynamoDb.values().forEach(DynamoDbClient::close);
  }
}
