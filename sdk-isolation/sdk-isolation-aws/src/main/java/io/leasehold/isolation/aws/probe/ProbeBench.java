package io.leasehold.isolation.aws.probe;

import io.leasehold.isolation.aws.client.internal.TenantFacades;
import io.leasehold.isolation.aws.guard.internal.TenantOverride;
import io.leasehold.isolation.aws.vending.TenantCredentials;
import io.leasehold.tenancy.TenantId;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;

/** Where a probe's clients are built: over a transport that records, under some protections. */
class ProbeBench {

  static final TenantId TENANT = TenantId.of("probe");
  static final String TENANTS_KEY = "ASIAPROBETENANT";
  static final String BASE_KEY = "AKIAPROBEBASE";
  static final AwsCredentialsProvider BASE =
      StaticCredentialsProvider.create(AwsBasicCredentials.create(BASE_KEY, "probe"));
  static final TenantCredentials TENANTS =
      new TenantCredentials(
          TENANT, TENANTS_KEY, "probe", "probe", Instant.parse("2100-01-01T00:00:00Z"));

  private final Protection protection;
  private final SdkHttpClient http;
  private final SdkAsyncHttpClient asyncHttp;

  ProbeBench(Protection protection, SdkHttpClient http, SdkAsyncHttpClient asyncHttp) {
    this.protection = protection;
    this.http = http;
    this.asyncHttp = asyncHttp;
  }

  <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B sync(B builder) {
    return dress(builder.httpClient(http), BASE);
  }

  <B extends AwsClientBuilder<B, ?> & AwsAsyncClientBuilder<B, ?>> B async(B builder) {
    return async(builder, BASE);
  }

  <B extends AwsClientBuilder<B, ?> & AwsAsyncClientBuilder<B, ?>> B async(
      B builder, AwsCredentialsProvider base) {
    return dress(builder.httpClient(asyncHttp), base);
  }

  /** Facades that act for the tenant of the probe. */
  TenantFacades facades() {
    return new TenantFacades(request -> CompletableFuture.completedFuture(TENANTS), null);
  }

  @SuppressWarnings("unchecked") // a copy of its own kind
  static <R extends AwsRequest> R bound(R request) {
    return (R) TenantOverride.bind(request, TENANTS);
  }

  private <B extends AwsClientBuilder<B, ?>> B dress(B builder, AwsCredentialsProvider base) {
    return place(protection.on(builder.region(Region.EU_CENTRAL_1), base));
  }

  /** Says where requests go; in memory nobody asks. */
  <B extends AwsClientBuilder<B, ?>> B place(B builder) {
    return builder;
  }
}
