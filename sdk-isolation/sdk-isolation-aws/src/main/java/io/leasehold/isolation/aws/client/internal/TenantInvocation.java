package io.leasehold.isolation.aws.client.internal;

import io.leasehold.isolation.aws.guard.UnsupportedClientException;
import io.leasehold.isolation.aws.guard.internal.TenantOverride;
import io.leasehold.isolation.aws.session.internal.StsFailures;
import io.leasehold.isolation.aws.vending.TenantCredentials;
import io.leasehold.isolation.aws.vending.VendRequest;
import io.leasehold.tenancy.TenantId;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.AwsRequest;

/** Binds each call on a client's interface to a tenant, and hands it to the shared client. */
final class TenantInvocation<C extends AwsClient> implements InvocationHandler {

  /**
   * What keeps a call with its tenant.
   *
   * @param override binds a request
   * @param shape tells what a method does; what it does not know is refused
   */
  record Guards(TenantOverride override, Function<Method, CallShape> shape) {
    static final Guards ALL = new Guards(TenantOverride.STANDARD, CallShape::of);
  }

  private static final @Nullable Object[] NO_ARGUMENTS = {};

  private final Class<C> api;
  private final C shared;
  private final CredentialSource source;
  private final String service;
  private final Supplier<TenantId> tenant;
  private final Guards guards;

  TenantInvocation(Class<C> api, C shared, CredentialSource source, Supplier<TenantId> tenant) {
    this(api, shared, source, tenant, Guards.ALL);
  }

  TenantInvocation(
      Class<C> api, C shared, CredentialSource source, Supplier<TenantId> tenant, Guards guards) {
    this.api = api;
    this.shared = shared;
    this.source = source;
    this.service = AwsServices.ofClient(shared.serviceName());
    this.tenant = tenant;
    this.guards = guards;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given)
      throws Throwable {
    @Nullable Object[] arguments = given == null ? NO_ARGUMENTS : given;
    return switch (guards.shape().apply(method)) {
      case OBJECT -> ofObject(proxy, method, arguments);
      case REQUEST -> send(method, arguments, tenant.get());
      case ASYNC_REQUEST -> sendAsync(method, arguments, tenant.get());
      // These come back with a request: from the interface's own code, for one fixed tenant.
      case DERIVED -> InvocationHandler.invokeDefault(fixed(tenant.get()), method, arguments);
      case WAITER -> Waiters.waiter(method.getReturnType(), api, fixed(tenant.get()));
      case HARMLESS -> call(method, arguments);
      case CLOSE -> null; // the shared client is not the facade's to close
      case UNKNOWN ->
          throw new UnsupportedClientException(
              api.getSimpleName() + "." + method.getName() + " cannot be bound to a tenant");
    };
  }

  private @Nullable Object ofObject(Object proxy, Method method, @Nullable Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> api.getSimpleName() + " bound to tenants";
    };
  }

  private @Nullable Object send(Method method, @Nullable Object[] arguments, TenantId whom)
      throws Throwable {
    return call(method, bind(arguments, VendedNow.await(source, wanted(whom))));
  }

  private CompletableFuture<Object> sendAsync(
      Method method, @Nullable Object[] arguments, TenantId whom) {
    CompletableFuture<Object> result = new CompletableFuture<>();
    var unused =
        source
            .vend(wanted(whom))
            .whenComplete(
                (credentials, failure) -> {
                  if (failure != null) {
                    result.completeExceptionally(StsFailures.describe(whom, failure));
                  } else if (!result.isDone()) {
                    pass(method, arguments, credentials, result);
                  }
                });
    return result;
  }

  private void pass(
      Method method,
      @Nullable Object[] arguments,
      TenantCredentials credentials,
      CompletableFuture<Object> result) {
    try {
      CompletableFuture<?> sent =
          (CompletableFuture<?>) Objects.requireNonNull(call(method, bind(arguments, credentials)));
      var unused =
          sent.whenComplete(
              (answer, failure) -> {
                if (failure != null) {
                  result.completeExceptionally(failure);
                } else {
                  result.complete(answer);
                }
              });
      // Who cancels the result cancels the request behind it.
      var unusedToo =
          result.whenComplete(
              (answer, failure) -> {
                if (result.isCancelled()) {
                  sent.cancel(true);
                }
              });
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }

  private @Nullable Object[] bind(@Nullable Object[] arguments, TenantCredentials credentials) {
    @Nullable Object[] bound = arguments.clone();
    bound[0] = guards.override().bound((AwsRequest) arguments[0], credentials);
    return bound;
  }

  private VendRequest wanted(TenantId whom) {
    return VendRequest.of(whom).forService(service);
  }

  private C fixed(TenantId whom) {
    return new TenantInvocation<>(api, shared, source, () -> whom, guards).facade();
  }

  C facade() {
    return api.cast(Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, this));
  }

  private @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
    try {
      return method.invoke(shared, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
