package io.leasehold.isolation.aws.client.internal;

import io.leasehold.isolation.aws.guard.internal.EnvironmentEndpoints;
import io.leasehold.isolation.aws.guard.internal.ShareableClient;
import io.leasehold.tenancy.TenantId;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.presigner.SdkPresigner;

/** Makes the facades of shared clients, whoever gives the credentials. Thread-safe. */
public final class TenantFacades {

  private final CredentialSource source;
  private final @Nullable EnvironmentEndpoints surroundings;

  /**
   * Creates it.
   *
   * @param surroundings what must not redirect the clients, or null where it may
   */
  public TenantFacades(CredentialSource source, @Nullable EnvironmentEndpoints surroundings) {
    this.source = Objects.requireNonNull(source, "source");
    this.surroundings = surroundings;
  }

  /** A facade that acts for whoever the supplier names, asked at each call. */
  public <C extends AwsClient> C scoped(Class<C> api, C shared, Supplier<TenantId> tenant) {
    refuseRedirection();
    ShareableClient.require(api, shared);
    return new TenantInvocation<>(api, shared, source, tenant).facade();
  }

  /** A presigner that signs as whoever the supplier names, asked at each call. */
  public <P extends SdkPresigner> P presigner(Class<P> api, P shared, Supplier<TenantId> tenant) {
    refuseRedirection();
    return new PresignInvocation<>(api, shared, source, tenant).facade();
  }

  /** One tenant's identity. */
  public AwsCredentialsProvider identityOf(TenantId tenant) {
    return new TenantIdentityProvider(source, tenant);
  }

  private void refuseRedirection() {
    if (surroundings != null) {
      surroundings.refuse();
    }
  }
}
