package io.leasehold.isolation.aws.client.internal;

import io.leasehold.isolation.aws.vending.TenantCredentials;
import io.leasehold.isolation.aws.vending.VendRequest;
import io.leasehold.tenancy.TenantId;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;

/** One tenant's identity, for presigners and clients that belong to that tenant alone. */
final class TenantIdentityProvider implements AwsCredentialsProvider {

  private final CredentialSource source;
  private final TenantId tenant;

  TenantIdentityProvider(CredentialSource source, TenantId tenant) {
    this.source = source;
    this.tenant = tenant;
  }

  @Override
  public AwsCredentials resolveCredentials() {
    return VendedNow.await(source, VendRequest.of(tenant)).forAwsSdk();
  }

  @Override
  public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(ResolveIdentityRequest request) {
    return source
        .vend(VendRequest.of(tenant))
        .<AwsCredentialsIdentity>thenApply(TenantCredentials::forAwsSdk)
        .toCompletableFuture();
  }

  @Override
  public String toString() {
    return "TenantIdentityProvider[" + tenant + "]";
  }
}
