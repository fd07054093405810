package io.leasehold.isolation.aws;

import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
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

  private final TenantCredentialVendor vendor;

  private TenantClients(TenantCredentialVendor vendor) {
    this.vendor = Objects.requireNonNull(vendor, "vendor");
  }

  /** Clients that act with what the vendor vends. */
  public static TenantClients over(TenantCredentialVendor vendor) {
    return new TenantClients(vendor);
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
    requireShareable(api, shared);
    return facade(api, shared, () -> TenantContext.require().id());
  }

  /**
   * A facade that acts for one tenant, whatever the scope.
   *
   * @throws UnsupportedClientException as above
   */
  public <C extends AwsClient> C scoped(Class<C> api, C shared, TenantId tenant) {
    Objects.requireNonNull(tenant, "tenant");
    requireShareable(api, shared);
    return facade(api, shared, () -> tenant);
  }

  /**
   * One tenant's identity, for a presigner, or for a client that belongs to that tenant alone.
   * Never give it to a client that tenants share.
   */
  public AwsCredentialsProvider identityOf(TenantId tenant) {
    return new TenantIdentityProvider(vendor, tenant);
  }

  private <C extends AwsClient> C facade(Class<C> api, C shared, Supplier<TenantId> tenant) {
    TenantInvocation<C> invocation = new TenantInvocation<>(api, shared, vendor, tenant);
    return api.cast(Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, invocation));
  }

  private static <C extends AwsClient> void requireShareable(Class<C> api, C shared) {
    String name = api.getSimpleName();
    if (!api.isInterface()) {
      throw new UnsupportedClientException(name + " is not a client interface of the AWS SDK");
    }
    // Decorators of the SDK (multipart, cross-Region) and the CRT client drop request overrides.
    String plain = api.getPackageName() + ".Default" + name;
    if (!shared.getClass().getName().equals(plain)) {
      throw new UnsupportedClientException(
          "a %s cannot be shared by tenants, only the plain %s: build it without multipart, CRT,"
                  .formatted(shared.getClass().getSimpleName(), name)
              + " cross-Region access or a wrapper of your own");
    }
    AwsServiceClientConfiguration configuration = shared.serviceClientConfiguration();
    List<?> interceptors = configuration.overrideConfiguration().executionInterceptors();
    if (configuration.credentialsProvider() != RefusingCredentialsProvider.INSTANCE
        || interceptors.stream().noneMatch(SigningIdentityGuard.class::isInstance)) {
      throw new UnsupportedClientException(
          "this %s has an identity of its own or lacks the guard: build it from".formatted(name)
              + " TenantClients.prepare(builder)");
    }
  }
}
