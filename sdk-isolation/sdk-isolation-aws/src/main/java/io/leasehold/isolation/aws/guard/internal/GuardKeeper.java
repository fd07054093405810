package io.leasehold.isolation.aws.guard.internal;

import io.leasehold.isolation.aws.guard.SigningIdentityGuard;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Comes after the plugins of a request, which may rewrite the client's configuration for it, and
 * puts the guard back that they took away.
 */
final class GuardKeeper implements SdkPlugin {

  private static final GuardKeeper INSTANCE = new GuardKeeper();

  private GuardKeeper() {}

  /** Adds itself where it is needed; a request without plugins stays without. */
  static void follow(AwsRequestOverrideConfiguration.Builder override) {
    if (!override.plugins().isEmpty()) {
      override.addPlugin(INSTANCE);
    }
  }

  @Override
  public void configureClient(SdkServiceClientConfiguration.Builder client) {
    ClientOverrideConfiguration now = client.overrideConfiguration();
    if (now.executionInterceptors().stream().noneMatch(SigningIdentityGuard.class::isInstance)) {
      List<ExecutionInterceptor> guarded = new ArrayList<>(now.executionInterceptors());
      guarded.add(new SigningIdentityGuard());
      client.overrideConfiguration(now.toBuilder().executionInterceptors(guarded).build());
    }
  }
}
