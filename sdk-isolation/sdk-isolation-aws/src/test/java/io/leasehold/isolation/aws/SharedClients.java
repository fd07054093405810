package io.leasehold.isolation.aws;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClientBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Builders of the clients that tenants share, pointed at the loopback server. */
final class SharedClients {

  /** The identity that a shared client must never act under. */
  static final StaticCredentialsProvider PLATFORM =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("PLATFORM", "secret"));

  private static final SdkHttpClient HTTP = UrlConnectionHttpClient.create();

  private final URI endpoint;

  SharedClients(URI endpoint) {
    this.endpoint = endpoint;
  }

  DynamoDbClientBuilder dynamoDb() {
    return here(DynamoDbClient.builder().httpClient(HTTP));
  }

  DynamoDbAsyncClientBuilder dynamoDbAsync() {
    return here(DynamoDbAsyncClient.builder().httpClient(StubSts.HTTP));
  }

  S3ClientBuilder s3() {
    return here(S3Client.builder().forcePathStyle(true).httpClient(HTTP));
  }

  S3AsyncClientBuilder s3Async() {
    return here(S3AsyncClient.builder().forcePathStyle(true).httpClient(StubSts.HTTP));
  }

  private <B extends AwsClientBuilder<B, ?>> B here(B builder) {
    return builder.endpointOverride(endpoint).region(Region.EU_CENTRAL_1);
  }
}
