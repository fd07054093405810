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

  @Inject private TenantRegistry registry;
  @Inject private LabRuns runs;

  /** The work of a step, with the run that it is about. */
  @FunctionalInterface
  interface RunStep {
    StepOutcome run(StepContext step, PlanInput about, LabRun run) throws Exception;
  }

  /** The step for the plan runner. */
  StepAction of(RunStep work) {
    return step -> {
      PlanInput about = PlanInput.of(step.input());
      Tenant tenant =
          registry
              .findById(about.tenant())
              .orElseThrow(
                  () ->
                      new StepFailedException(
                          "LH-LAB-010", "The organisation of this lab does not exist any more."));
      return TenantScopes.call(tenant, () -> work.run(step, about, requireRun(about)));
    };
  }

  private LabRun requireRun(PlanInput about) {
    return runs.find(about.learner(), about.labRun())
        .orElseThrow(
            () -> new StepFailedException("LH-LAB-011", "The lab run does not exist any more."));
  }
}
