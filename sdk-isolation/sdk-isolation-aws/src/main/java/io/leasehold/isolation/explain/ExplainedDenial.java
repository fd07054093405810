package io.leasehold.isolation.explain;

import io.leasehold.isolation.iam.Obstacle;
import io.leasehold.tenancy.TenantId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a tenant's request was denied. Immutable.
 *
 * @param tenant whose request it was
 * @param cause why, in a word
 * @param message what AWS said, if that could be read
 * @param obstacles what stood in the way here; empty if the tenant's policy is not the reason
 * @param forOperator all that is known, in a line; may name other tenants
 * @param forTenant what the tenant may read, in a line; nothing from the request but what is the
 *     tenant's own
 */
public record ExplainedDenial(
    TenantId tenant,
    DenialCause cause,
    Optional<DenialMessage> message,
    List<Obstacle> obstacles,
    String forOperator,
    String forTenant) {

  /** Copies. */
  public ExplainedDenial {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(message, "message");
    obstacles = List.copyOf(obstacles);
    Objects.requireNonNull(forOperator, "forOperator");
    Objects.requireNonNull(forTenant, "forTenant");
  }

  /** For operators. */
  @Override
  public String toString() {
    return forOperator;
  }
}
