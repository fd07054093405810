package io.leasehold.isolation.aws.session.internal;

import io.leasehold.isolation.aws.session.ChainedDurationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The platform asks with the identity of its STS client. */
public record PlatformDoor(StsAsyncClient sts) implements SessionDoor {

  @Override
  public String name() {
    return "platform";
  }

  @Override
  public String region() {
    return StsRegion.of(sts);
  }

  @Override
  public void require(SessionTerms terms) {
    // Who the platform is may not be known yet; see open.
  }

  @Override
  public CompletableFuture<Credentials> open(SessionCall call) {
    return requireNoChain(call)
        .thenCompose(
            granted -> sts.assumeRole(call.byRole().overrideConfiguration(call::override).build()))
        .thenApply(AssumeRoleResponse::credentials);
  }

  // A platform on ECS, EKS or Lambda has a session, so that its calls are a chain already.
  private CompletableFuture<?> requireNoChain(SessionCall call) {
    if (call.duration().compareTo(LONGEST_CHAINED) <= 0) {
      return CompletableFuture.completedFuture(null);
    }
    return sts.serviceClientConfiguration()
        .credentialsProvider()
        .resolveIdentity()
        .thenApply(
            identity -> {
              if (identity instanceof AwsSessionCredentialsIdentity) {
                throw new CompletionException(
                    new ChainedDurationException(call.role(), "the platform", call.duration()));
              }
              return identity;
            });
  }
}
