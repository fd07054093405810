package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.Provenance;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantStatus;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What becomes of a request. {@code problem.TenantProblems} has the answer to each refusal. */
public sealed interface TenantDecision {

  /**
   * A verified member of the tenant; the request runs in the tenant's scope.
   *
   * @param tenant the tenant
   * @param evidence the candidates that agreed on it, strongest first
   */
  record Admitted(Tenant tenant, List<TenantCandidate> evidence) implements TenantDecision {
    /** Copies. */
    public Admitted {
      Objects.requireNonNull(tenant, "tenant");
      evidence = List.copyOf(evidence);
    }

    /** The scope in which the request runs. */
    public TenantScope scope() {
      return new TenantScope.InTenant(tenant, new Provenance(evidence));
    }
  }

  /**
   * Nobody in particular, on a public route; the request runs in the public scope.
   *
   * <p>A caller whose token has a membership, at an address that names no tenant, is nobody in
   * particular too; its token tells where it could go.
   *
   * @param hostTenant the tenant that the address names, whatever its status; empty if it names
   *     none
   */
  record Anonymous(Optional<Tenant> hostTenant) implements TenantDecision {
    /** Requires the optional. */
    public Anonymous {
      Objects.requireNonNull(hostTenant, "hostTenant");
    }
  }

  /** A protected route and neither token nor API key. */
  record NoToken() implements TenantDecision {}

  /** A token that is not good. */
  record TokenRejected() implements TenantDecision {}

  /** An API key that is not good, or one beside a token: a request has one caller. */
  record KeyRejected() implements TenantDecision {}

  /**
   * A caller who may enter some tenants, at an address that names none of them. Nothing is chosen
   * for it, even if there is one alone.
   */
  record NotChosen() implements TenantDecision {}

  /** The request does not name exactly one well-formed host. */
  record MalformedHost() implements TenantDecision {}

  /** No tenant is served at the host. */
  record UnknownHost() implements TenantDecision {}

  /**
   * The signals do not agree on one tenant, or the issuer or key may not speak for it. Unknown and
   * foreign tenants look the same.
   */
  record Mismatch() implements TenantDecision {}

  /**
   * A verified member of a tenant that nobody may enter now.
   *
   * @param status why
   */
  record NotAdmitted(TenantStatus status) implements TenantDecision {
    /** Requires the status. */
    public NotAdmitted {
      Objects.requireNonNull(status, "status");
    }
  }

  /**
   * It cannot be decided now: the registry, or an issuer's keys, cannot be read.
   *
   * @param retryAfter when to try again
   */
  record Unavailable(Duration retryAfter) implements TenantDecision {
    /** Requires the duration. */
    public Unavailable {
      Objects.requireNonNull(retryAfter, "retryAfter");
    }
  }
}
