package io.leasehold.isolation.silo;

import io.leasehold.isolation.aws.policy.PolicyPlan;
import io.leasehold.isolation.aws.session.OnBehalfOf;
import io.leasehold.isolation.silo.AssumeRoleReport.Problem;
import io.leasehold.isolation.silo.TenantRoles.Use;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Stands between the application and STS, and looks at each call that gives out credentials: is it
 * made for a tenant, and for a role that this tenant may have, narrowed down to it. For all the
 * code that does not go through the vendor: a library that assumes a role by itself, a job that
 * somebody wrote in a hurry. It watches the application's own code, it does not hold against code
 * that wants to get around it. Thread-safe.
 *
 * <pre>{@code
 * StsClient sts = StsClient.builder()
 *     .overrideConfiguration(o -> o.addExecutionInterceptor(AssumeRoleWatch.refusing(roles)))
 *     .build();
 * }</pre>
 *
 * @see InstalledAssumeRoleWatch
 */
public final class AssumeRoleWatch implements ExecutionInterceptor {

  private static final Logger LOG = System.getLogger(AssumeRoleWatch.class.getName());
  // The key that policies know the tenant by; session tags have it in any case.
  private static final String TENANT_TAG = "tenant";
  private static final ExecutionAttribute<TenantId> CALLER =
      new ExecutionAttribute<>("LeaseholdCallerTenant");

  private final TenantRoles roles;
  private final boolean refuses;
  private final Consumer<AssumeRoleReport> listener;

  private AssumeRoleWatch(TenantRoles roles, boolean refuses, Consumer<AssumeRoleReport> listener) {
    this.roles = Objects.requireNonNull(roles, "roles");
    this.refuses = refuses;
    this.listener = Objects.requireNonNull(listener, "listener");
  }

  /** Stops calls that should not be made, and logs them. */
  public static AssumeRoleWatch refusing(TenantRoles roles) {
    return new AssumeRoleWatch(roles, true, AssumeRoleWatch::log);
  }

  /** Lets calls through that should not be made, and tells of them. */
  public static AssumeRoleWatch reporting(TenantRoles roles, Consumer<AssumeRoleReport> listener) {
    return new AssumeRoleWatch(roles, false, listener);
  }

  private static void log(AssumeRoleReport report) {
    LOG.log(Level.WARNING, "{0}", report);
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    // The thread of the caller is known here; later stages may run on others.
    TenantContext.current()
        .map(Tenant::id)
        .ifPresent(tenant -> attributes.putAttribute(CALLER, tenant));
  }

  /**
   * Looks at the call as it will be sent.
   *
   * @throws AssumeRoleRefusedException if it should not be made and this watch refuses
   */
  @Override
  public void beforeMarshalling(Context.BeforeMarshalling context, ExecutionAttributes attributes) {
    StsCall call = StsCall.of(context.request()).orElse(null);
    if (call == null) {
      return;
    }
    Optional<TenantId> tenant =
        OnBehalfOf.of(attributes).or(() -> Optional.ofNullable(attributes.getAttribute(CALLER)));
    Optional<Problem> problem =
        tenant.map(whom -> problem(call, whom)).orElseGet(() -> problem(call));
    if (problem.isPresent()) {
      tell(new AssumeRoleReport(problem.get(), call.operation(), tenant, call.role()));
    }
  }

  private void tell(AssumeRoleReport report) {
    try {
      listener.accept(report);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a listener failed on " + report, e);
    }
    if (refuses) {
      throw new AssumeRoleRefusedException(report);
    }
  }

  private Optional<Problem> problem(StsCall call) {
    Use use = roles.use(call.role());
    if (use instanceof Use.Platform) {
      return Optional.empty();
    }
    return Optional.of(use instanceof Use.Unknown ? Problem.UNKNOWN : Problem.NO_TENANT);
  }

  private Optional<Problem> problem(StsCall call, TenantId tenant) {
    Use use = roles.use(call.role());
    if (use instanceof Use.Unknown) {
      return Optional.of(Problem.UNKNOWN);
    }
    if (use instanceof Use.Platform
        || (use instanceof Use.Own own && !own.tenant().equals(tenant))) {
      return Optional.of(Problem.FOREIGN_ROLE);
    }
    if (use instanceof Use.Pooled pooled && !isNarrowed(call, pooled.plan(), tenant)) {
      return Optional.of(Problem.NOT_NARROWED);
    }
    if (call.tags().containsKey(TENANT_TAG)
        && !tenant.value().equals(call.tags().get(TENANT_TAG))) {
      return Optional.of(Problem.FOREIGN_TAG);
    }
    return call.names().stream().anyMatch(name -> isOfAnother(name, tenant))
        ? Optional.of(Problem.FOREIGN_NAME)
        : Optional.empty();
  }

  private static boolean isNarrowed(StsCall call, Optional<PolicyPlan> plan, TenantId tenant) {
    return plan.map(
            exactly ->
                exactly.parts().stream()
                    .anyMatch(part -> call.carries(exactly.restriction(part, tenant))))
        .orElseGet(
            () ->
                call.policy().isPresent()
                    || !call.managedPolicies().isEmpty()
                    || tenant.value().equals(call.tags().get(TENANT_TAG)));
  }

  /** Whether it is the name that the vendor gives to the sessions of another tenant. */
  private static boolean isOfAnother(String name, TenantId tenant) {
    return OnBehalfOf.bySessionName(name).filter(whose -> !whose.equals(tenant)).isPresent();
  }
}
