package io.leasehold.isolation.aws.guard.internal;

import io.leasehold.isolation.aws.internal.RequestSigners;
import io.leasehold.isolation.aws.vending.TenantCredentials;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/**
 * Binds a request to a tenant and keeps what the caller had overridden otherwise.
 *
 * @param refusal throws if the request cannot be bound
 * @param callers what the caller had overridden
 */
public record TenantOverride(
    Consumer<AwsRequest> refusal,
    Function<AwsRequest, AwsRequestOverrideConfiguration.Builder> callers) {

  public static final TenantOverride STANDARD =
      new TenantOverride(ExpressBuckets::refuse, TenantOverride::kept);

  public static AwsRequest bind(AwsRequest request, TenantCredentials credentials) {
    return STANDARD.bound(request, credentials);
  }

  public AwsRequest bound(AwsRequest request, TenantCredentials credentials) {
    refusal.accept(request);
    AwsCredentialsProvider provider = StaticCredentialsProvider.create(credentials.forAwsSdk());
    AwsRequestOverrideConfiguration.Builder bound =
        callers
            .apply(request)
            .credentialsProvider(provider)
            .putExecutionAttribute(RequestSigners.EXPECTED_ACCESS_KEY, credentials.accessKeyId());
    GuardKeeper.follow(bound);
    return request.toBuilder().overrideConfiguration(bound.build()).build();
  }

  static AwsRequestOverrideConfiguration.Builder kept(AwsRequest request) {
    return request
        .overrideConfiguration()
        .map(AwsRequestOverrideConfiguration::toBuilder)
        .orElseGet(AwsRequestOverrideConfiguration::builder);
  }
}
