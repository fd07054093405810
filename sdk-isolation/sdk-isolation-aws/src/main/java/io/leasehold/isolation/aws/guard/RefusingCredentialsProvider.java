package io.leasehold.isolation.aws.guard;

import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;

/**
 * The base identity of a client that tenants share: none. A request that lost its tenant's
 * credentials on the way, or never had any, fails here instead of going out as the platform.
 * Stateless and thread-safe.
 */
public final class RefusingCredentialsProvider implements AwsCredentialsProvider {

  /** The only instance. */
  public static final RefusingCredentialsProvider INSTANCE = new RefusingCredentialsProvider();

  private RefusingCredentialsProvider() {}

  @Override
  public AwsCredentials resolveCredentials() {
    throw new NoTenantIdentityException();
  }

  @Override
  public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(ResolveIdentityRequest request) {
    return CompletableFuture.failedFuture(new NoTenantIdentityException());
  }

  @Override
  public String toString() {
    return "RefusingCredentialsProvider";
  }
}
