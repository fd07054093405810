package io.leasehold.isolation.aws.client.internal;

import io.leasehold.isolation.aws.guard.PresignLifetimeException;
import io.leasehold.isolation.aws.guard.SigningIdentityException;
import io.leasehold.isolation.aws.guard.UnsupportedClientException;
import io.leasehold.isolation.aws.guard.internal.TenantOverride;
import io.leasehold.isolation.aws.internal.RequestSigners;
import io.leasehold.isolation.aws.vending.TenantCredentials;
import io.leasehold.isolation.aws.vending.VendRequest;
import io.leasehold.tenancy.TenantId;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.presigner.PresignRequest;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.awscore.presigner.SdkPresigner;
import software.amazon.awssdk.utils.builder.SdkBuilder;
import software.amazon.awssdk.utils.builder.ToCopyableBuilder;

/** Binds what a shared presigner signs to a tenant, and looks at the signature before it is out. */
final class PresignInvocation<P extends SdkPresigner> implements InvocationHandler {

  private static final @Nullable Object[] NO_ARGUMENTS = {};

  private final Class<P> api;
  private final P shared;
  private final CredentialSource source;
  private final Supplier<TenantId> tenant;
  private final Lifetimes lifetimes;

  /** Whether an address may last that long. */
  @FunctionalInterface
  interface Lifetimes {
    void require(Instant addressEnds, Instant credentialsEnd);
  }

  PresignInvocation(Class<P> api, P shared, CredentialSource source, Supplier<TenantId> tenant) {
    this(api, shared, source, tenant, PresignInvocation::requireNotLonger);
  }

  PresignInvocation(
      Class<P> api,
      P shared,
      CredentialSource source,
      Supplier<TenantId> tenant,
      Lifetimes lifetimes) {
    this.api = api;
    this.shared = shared;
    this.source = source;
    this.tenant = tenant;
    this.lifetimes = lifetimes;
  }

  P facade() {
    return api.cast(Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, this));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given)
      throws Throwable {
    @Nullable Object[] arguments = given == null ? NO_ARGUMENTS : given;
    if (method.getDeclaringClass() == Object.class) {
      return switch (method.getName()) {
        case "equals" -> proxy == arguments[0];
        case "hashCode" -> System.identityHashCode(proxy);
        default -> api.getSimpleName() + " bound to tenants";
      };
    }
    if (arguments.length == 1 && arguments[0] instanceof PresignRequest request) {
      return presign(method, request);
    }
    if (method.getName().equals("close")) {
      return null; // the shared presigner is not the facade's to close
    }
    if (method.isDefault()) {
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
    throw new UnsupportedClientException(
        api.getSimpleName() + "." + method.getName() + " cannot be bound to a tenant");
  }

  private PresignedRequest presign(Method method, PresignRequest request) throws Throwable {
    String service = AwsServices.ofPackage(api.getPackageName());
    TenantCredentials credentials =
        VendedNow.await(
            source,
            VendRequest.of(tenant.get()).forService(service).lasting(request.signatureDuration()));
    PresignedRequest presigned =
        (PresignedRequest) Objects.requireNonNull(call(shared, method, bind(request, credentials)));
    List<String> signers = RequestSigners.of(presigned.httpRequest());
    if (signers.isEmpty() || !signers.stream().allMatch(credentials.accessKeyId()::equals)) {
      throw new SigningIdentityException(
          "a presigner signed with access key %s for %s"
              .formatted(signers, credentials.accessKeyId()));
    }
    lifetimes.require(presigned.expiration(), credentials.expiresAt());
    return presigned;
  }

  private static void requireNotLonger(Instant addressEnds, Instant credentialsEnd) {
    if (addressEnds.isAfter(credentialsEnd)) {
      throw new PresignLifetimeException(addressEnds, credentialsEnd);
    }
  }

  /** The request in the presign request, bound: {@code getObjectRequest} and the like. */
  private Object bind(PresignRequest request, TenantCredentials credentials) throws Throwable {
    for (Method getter : request.getClass().getMethods()) {
      if (getter.getParameterCount() == 0
          && AwsRequest.class.isAssignableFrom(getter.getReturnType())
          && request instanceof ToCopyableBuilder<?, ?> copyable) {
        AwsRequest inner = (AwsRequest) Objects.requireNonNull(call(request, getter));
        Object builder = copyable.toBuilder();
        Class<?> type =
            Class.forName(
                request.getClass().getName() + "$Builder",
                true,
                request.getClass().getClassLoader());
        Method setter = type.getMethod(getter.getName(), getter.getReturnType());
        call(builder, setter, TenantOverride.bind(inner, credentials));
        return ((SdkBuilder<?, ?>) builder).build();
      }
    }
    throw new UnsupportedClientException(
        request.getClass().getSimpleName() + " cannot be bound to a tenant: it has no request");
  }

  private static @Nullable Object call(Object target, Method method, @Nullable Object... arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
