package io.leasehold.isolation.aws;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/** Binds a request to a tenant and keeps what the caller had overridden otherwise. */
final class TenantOverride {

  private TenantOverride() {}

  static AwsRequest bind(AwsRequest request, TenantCredentials credentials) {
    ExpressBuckets.refuse(request);
    AwsCredentialsProvider provider = StaticCredentialsProvider.create(credentials.forAwsSdk());
    AwsRequestOverrideConfiguration bound =
        request
            .overrideConfiguration()
            .map(AwsRequestOverrideConfiguration::toBuilder)
            .orElseGet(AwsRequestOverrideConfiguration::builder)
            .credentialsProvider(provider)
            .putExecutionAttribute(
                SigningIdentityGuard.EXPECTED_ACCESS_KEY, credentials.accessKeyId())
            .build();
    return request.toBuilder().overrideConfiguration(bound).build();
  }
}
