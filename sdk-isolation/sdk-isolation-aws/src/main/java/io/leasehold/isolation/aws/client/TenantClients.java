package io.leasehold.isolation.aws.client;

import io.leasehold.isolation.aws.client.internal.CredentialSource;
import io.leasehold.isolation.aws.client.internal.TenantFacades;
import io.leasehold.isolation.aws.guard.EndpointFromEnvironmentException;
import io.leasehold.isolation.aws.guard.RefusingCredentialsProvider;
import io.leasehold.isolation.aws.guard.SigningIdentityGuard;
import io.leasehold.isolation.aws.guard.UnsupportedClientException;
import io.leasehold.isolation.aws.guard.internal.EnvironmentEndpoints;
import io.leasehold.isolation.aws.vending.TenantCredentialVendor;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.presigner.SdkPresigner;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;

/**
 * Lets all tenants share one SDK client per service, each call with its own tenant's credentials.
 *
 * <p>Three things stand between a call and the wire, and any of them missing stops it: the facade
 * binds the tenant's credentials to the request, the shared client has no identity of its own
 * ({@link RefusingCredentialsProvider}), and {@link SigningIdentityGuard} compares the signature
 * with the tenant.
 *
 * <p>The tenant is read when the call is made, in the calling thread. Paginators and waiters keep
 * the tenant they were made for, so their later requests are right on whichever thread they run.
 *
 * <p>Thread-safe.
 */
public final class TenantClients {

  private final TenantFacades facades;

  TenantClients(CredentialSource source, @Nullable EnvironmentEndpoints surroundings) {
    facades = new TenantFacades(source, surroundings);
  }

  /**
   * Clients that act with what the vendor vends.
   *
   * @throws EndpointFromEnvironmentException if an environment variable, a system property or the
   *     shared configuration file redirects AWS endpoints; a redirection that appears later is
   *     refused by the methods below. Endpoints that the code sets are its own business
   */
  public static TenantClients over(TenantCredentialVendor vendor) {
    Objects.requireNonNull(vendor, "vendor");
    EnvironmentEndpoints surroundings = EnvironmentEndpoints.ofProcess();
    surroundings.refuse();
    surroundings.refuseProfile();
    return new TenantClients(vendor::vend, surroundings);
  }

  /** The same for tests: endpoints may come from the environment, as those of a stand-in do. */
  public static TenantClients forTests(TenantCredentialVendor vendor) {
    Objects.requireNonNull(vendor, "vendor");
    return new TenantClients(vendor::vend, null);
  }

  /**
   * Makes a client's builder fit for sharing: takes its identity away and adds the guard. Keep the
   * other settings; do not set a credentials provider or replace the override configuration
   * afterwards ({@link #scoped} would refuse the client).
   *
   * @return the builder
   */
  public static <B extends AwsClientBuilder<B, ?>> B prepare(B builder) {
    ClientOverrideConfiguration guarded =
        builder.overrideConfiguration().toBuilder()
            .addExecutionInterceptor(new SigningIdentityGuard())
            .build();
    return builder
        .credentialsProvider((AwsCredentialsProvider) RefusingCredentialsProvider.INSTANCE)
        .overrideConfiguration(guarded);
  }

  /**
   * A facade that acts for the tenant in whose scope it is called.
   *
   * @param api the client's interface, such as {@code DynamoDbClient.class}
   * @param shared the shared client, built from a {@linkplain #prepare prepared} builder
   * @throws UnsupportedClientException if the shared client was not prepared, or is of a kind that
   *     loses the tenant (multipart, CRT, cross-Region)
   */
  public <C extends AwsClient> C scoped(Class<C> api, C shared) {
    return facades.scoped(api, shared, TenantClients::inScope);
  }

  /**
   * A facade that acts for one tenant, whatever the scope.
   *
   * @throws UnsupportedClientException as above
   */
  public <C extends AwsClient> C scoped(Class<C> api, C shared, TenantId tenant) {
    Objects.requireNonNull(tenant, "tenant");
    return facades.scoped(api, shared, () -> tenant);
  }

  /**
   * A presigner that signs as the tenant in whose scope it is called. An address never outlives the
   * credentials that sign it: the vendor is asked for some that last long enough, and if it has
   * none, there is no address.
   *
   * @param api the presigner's interface, such as {@code S3Presigner.class}
   * @param shared the shared presigner; build it with {@link RefusingCredentialsProvider}
   */
  public <P extends SdkPresigner> P presigner(Class<P> api, P shared) {
    return facades.presigner(api, shared, TenantClients::inScope);
  }

  /** A presigner that signs as one tenant, whatever the scope. */
  public <P extends SdkPresigner> P presigner(Class<P> api, P shared, TenantId tenant) {
    Objects.requireNonNull(tenant, "tenant");
    return facades.presigner(api, shared, () -> tenant);
  }

  /**
   * One tenant's identity, for a client that belongs to that tenant alone. Never give it to a
   * client that tenants share; to presign use {@link #presigner}, which knows how long credentials
   * live.
   */
  public AwsCredentialsProvider identityOf(TenantId tenant) {
    return facades.identityOf(tenant);
  }

  private static TenantId inScope() {
    return TenantContext.require().id();
  }
}
