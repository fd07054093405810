package io.leasehold.isolation.aws.probe;

import io.leasehold.isolation.aws.client.TenantClients;
import io.leasehold.isolation.aws.guard.RefusingCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;

/** Which of the two protections a client has, apart from the facade. Each has to do alone. */
enum Protection {
  BOTH,
  REFUSING_BASE_ONLY,
  GUARD_ONLY,
  NONE;

  <B extends AwsClientBuilder<B, ?>> B on(B builder, AwsCredentialsProvider base) {
    return switch (this) {
      case BOTH -> TenantClients.prepare(builder);
      case GUARD_ONLY -> TenantClients.prepare(builder).credentialsProvider(base);
      case REFUSING_BASE_ONLY -> builder.credentialsProvider(RefusingCredentialsProvider.INSTANCE);
      case NONE -> builder.credentialsProvider(base);
    };
  }
}
