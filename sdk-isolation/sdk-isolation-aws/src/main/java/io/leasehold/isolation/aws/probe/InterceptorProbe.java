package io.leasehold.isolation.aws.probe;

import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;

/** {@link SdkPath#INTERCEPTOR}. */
final class InterceptorProbe implements ProbePath {

  @Override
  public void lose(ProbeBench bench) {
    StsClientBuilder builder = bench.sync(StsClient.builder());
    builder.overrideConfiguration(
        builder.overrideConfiguration().toBuilder()
            .addExecutionInterceptor(new BindsInInterceptor())
            .build());
    try (StsClient sts = builder.build()) {
      sts.getCallerIdentity();
    }
  }

  @Override
  public void bind(ProbeBench bench) {
    try (StsClient sts = bench.sync(StsClient.builder()).build()) {
      bench.facades().scoped(StsClient.class, sts, () -> ProbeBench.TENANT).getCallerIdentity();
    }
  }

  /** Sets credentials where some versions of the SDK no longer look for them. */
  private static final class BindsInInterceptor implements ExecutionInterceptor {
    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
      return ProbeBench.bound((AwsRequest) context.request());
    }
  }
}
