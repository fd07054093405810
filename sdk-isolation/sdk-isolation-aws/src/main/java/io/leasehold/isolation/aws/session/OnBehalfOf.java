package io.leasehold.isolation.aws.session;

import io.leasehold.isolation.aws.internal.SessionNames;
import io.leasehold.tenancy.TenantId;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;

/**
 * Notes on a request of the SDK for which tenant it is made, where the calling thread does not
 * tell: on calls of STS that the platform makes for a tenant. It is a note, not an authorization.
 */
public final class OnBehalfOf {

  private static final ExecutionAttribute<TenantId> TENANT =
      new ExecutionAttribute<>("LeaseholdOnBehalfOf");

  private OnBehalfOf() {}

  /** Writes the note. */
  public static void note(AwsRequestOverrideConfiguration.Builder request, TenantId tenant) {
    request.putExecutionAttribute(TENANT, tenant);
  }

  /** Reads it, in an interceptor. */
  public static Optional<TenantId> of(ExecutionAttributes attributes) {
    return Optional.ofNullable(attributes.getAttribute(TENANT));
  }

  /** Whose session it is that the vendor would call so; empty if it calls none so. */
  public static Optional<TenantId> bySessionName(String name) {
    // The longest ids leave no room for the hyphen.
    return Stream.of("t-", "t")
        .filter(name::startsWith)
        .map(prefix -> name.substring(prefix.length()))
        .filter(TenantId::isValid)
        .map(TenantId::of)
        .filter(tenant -> SessionNames.of(tenant).equals(name))
        .findFirst();
  }
}
