package io.leasehold.isolation.testkit;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.testkit.http.EnforcedCall;
import io.leasehold.isolation.testkit.http.IamEnforcement;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.opentest4j.AssertionFailedError;

/** The code under test, run for one tenant on the data of one, and what became of its requests. */
final class CodeRun {

  private final IsolationTck test;
  private final Method code;
  private final IsolationBlueprint blueprint;
  private final List<EnforcedCall> calls = new CopyOnWriteArrayList<>();
  private final IamEnforcement enforcement;

  CodeRun(IsolationTck test, Method code) {
    this.test = test;
    this.code = code;
    this.blueprint = test.blueprint();
    this.enforcement = IamEnforcement.builder().facts(test.facts()).observer(calls::add).build();
  }

  /** Runs it with the tenant's credentials. */
  Optional<Throwable> as(TenantId tenant, TenantId owner) {
    return run(TenantAws.of(tenant, blueprint, enforcement, test.answers()), owner);
  }

  /** Runs it for somebody who has no credentials. */
  Optional<Throwable> shutOut(TenantId tenant) {
    return run(TenantAws.shutOut(tenant, blueprint, enforcement, test.answers()), tenant);
  }

  private Optional<Throwable> run(TenantAws aws, TenantId owner) {
    try {
      TenantScopes.call(
          Tenant.active(aws.tenant(), Tier.of("tck")),
          () -> {
            code.setAccessible(true);
            return Optional.ofNullable(code.invoke(test, aws, owner));
          });
      return Optional.empty();
    } catch (InvocationTargetException e) {
      return Optional.of(e.getTargetException());
    } catch (Exception e) {
      throw new IllegalStateException("cannot run " + code, e);
    }
  }

  List<EnforcedCall> calls() {
    return List.copyOf(calls);
  }

  /** Every request was read and signed by a session of the kit. */
  void mustBeUnderstood() {
    for (EnforcedCall call : calls) {
      if (call.outcome() == EnforcedCall.Outcome.NOT_AUTHENTIC) {
        throw new AssertionFailedError(
            "%s:%s is signed by somebody else than a tenant: %s"
                .formatted(call.service(), call.operation(), call.message()));
      }
      if (call.outcome() == EnforcedCall.Outcome.UNREADABLE) {
        throw new AssertionFailedError(
            "%s:%s is not understood; facts() may have to say more: %s"
                .formatted(call.service(), call.operation(), call.message()));
      }
    }
  }

  /** No request that was allowed touched what belongs to the owner. */
  void mustNotHaveTouched(TenantId owner) {
    OwnedData owned = OwnedData.of(blueprint, owner);
    for (EnforcedCall call : calls) {
      if (call.outcome() == EnforcedCall.Outcome.ALLOWED
          && call.needed().stream().anyMatch(owned::isTouchedBy)) {
        throw new AssertionFailedError(
            "%s:%s by %s was allowed, although it touches the data of %s: %s"
                .formatted(
                    call.service(), call.operation(), call.sessionArn(), owner, call.needed()));
      }
    }
  }
}
