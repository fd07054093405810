package io.leasehold.isolation.aws.probe;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;

import io.leasehold.isolation.aws.fixture.SharedClients;
import io.leasehold.isolation.aws.guard.internal.TenantOverride;
import io.leasehold.isolation.aws.vending.TenantCredentials;
import java.time.Instant;
import java.util.Arrays;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

/** Ways to send a request on a shared client that lose the tenant's credentials. */
enum DroppedOverrides {
  BYPASS {
    @Override
    void make(Protection protection, SharedClients shared) {
      protection.on(shared.dynamoDb(), SharedClients.PLATFORM).build().listTables();
    }
  },
  ASYNC_BYPASS {
    @Override
    void make(Protection protection, SharedClients shared) {
      protection.on(shared.dynamoDbAsync(), SharedClients.PLATFORM).build().listTables().join();
    }
  },
  INTERCEPTOR {
    @Override
    void make(Protection protection, SharedClients shared) {
      var builder = protection.on(shared.dynamoDb(), SharedClients.PLATFORM);
      builder.overrideConfiguration(
          builder.overrideConfiguration().toBuilder()
              .addExecutionInterceptor(new BindsInInterceptor())
              .build());
      builder.build().listTables();
    }
  },
  MULTIPART {
    @Override
    void make(Protection protection, SharedClients shared) {
      try (S3AsyncClient multipart = multipart(protection, shared)) {
        multipart.putObject(bound(), large()).join();
      }
    }
  },
  TRANSFER_MANAGER {
    @Override
    void make(Protection protection, SharedClients shared) {
      try (S3AsyncClient multipart = multipart(protection, shared);
          S3TransferManager transfers = S3TransferManager.builder().s3Client(multipart).build()) {
        transfers
            .upload(u -> u.putObjectRequest(bound()).requestBody(large()))
            .completionFuture()
            .join();
      }
    }
  };

  public static final TenantCredentials ACMES =
      new TenantCredentials(ACME, "ASIA-ACME", "s", "t", Instant.parse("2100-01-01T00:00:00Z"));
  private static final int FOUR_PARTS = 20 * 1024 * 1024;

  abstract void make(Protection protection, SharedClients shared);

  private static S3AsyncClient multipart(Protection protection, SharedClients shared) {
    return protection.on(shared.s3Async(), SharedClients.PLATFORM).multipartEnabled(true).build();
  }

  private static PutObjectRequest bound() {
    return (PutObjectRequest)
        TenantOverride.bind(PutObjectRequest.builder().bucket("b").key("acme/k").build(), ACMES);
  }

  private static AsyncRequestBody large() {
    byte[] bytes = new byte[FOUR_PARTS];
    Arrays.fill(bytes, (byte) 'x');
    return AsyncRequestBody.fromBytes(bytes);
  }

  /** Sets a tenant's credentials where this SDK version no longer looks for them. */
  private static final class BindsInInterceptor implements ExecutionInterceptor {
    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
      return TenantOverride.bind((AwsRequest) context.request(), ACMES);
    }
  }
}
