package io.leasehold.labs.run.plan;

import io.leasehold.labs.run.LabRun;
import io.leasehold.labs.run.LabRuns;
import io.leasehold.provisioning.plan.StepAction;
import io.leasehold.provisioning.plan.StepContext;
import io.leasehold.provisioning.plan.StepFailedException;
import io.leasehold.provisioning.plan.StepOutcome;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.spi.TenantRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Runs the steps of a plan on behalf of the tenant and the learner whom the plan is about. A thread
 * of the plan runner is in no scope before and after.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class OnBehalf {

  private TenantRegistry registry;
  private LabRuns runs;

  OnBehalf() {}

  @Inject
  OnBehalf(TenantRegistry registry, LabRuns runs) {
    this.registry = registry;
    this.runs = runs;
  }

  /** The work of a step, with the run that it is about. */
  @FunctionalInterface
  interface RunStep {
    StepOutcome run(StepContext step, PlanInput about, LabRun run) throws Exception;
  }

  /** The step for the plan runner, whatever has become of the tenant: for taking back. */
  StepAction of(RunStep work) {
    return step -> {
      PlanInput about = PlanInput.of(step.input());
      return run(work, step, about, tenant(about));
    };
  }

  /** The step for the plan runner, as long as the tenant may be used: for giving. */
  StepAction ofAdmitted(RunStep work) {
    return step -> {
      PlanInput about = PlanInput.of(step.input());
      Tenant tenant = tenant(about);
      if (!tenant.status().admits()) {
        throw new StepFailedException(
            "LH-LAB-016", "The organisation of this lab cannot be used at the moment.");
      }
      return run(work, step, about, tenant);
    };
  }

  private StepOutcome run(RunStep work, StepContext step, PlanInput about, Tenant tenant)
      throws Exception {
    return TenantScopes.call(tenant, () -> work.run(step, about, requireRun(about)));
  }

  private Tenant tenant(PlanInput about) {
    return registry
        .findById(about.tenant())
        .orElseThrow(
            () ->
                new StepFailedException(
                    "LH-LAB-010", "The organisation of this lab does not exist any more."));
  }

  private LabRun requireRun(PlanInput about) {
    return runs.find(about.learner(), about.labRun())
        .orElseThrow(
            () -> new StepFailedException("LH-LAB-011", "The lab run does not exist any more."));
  }
}
