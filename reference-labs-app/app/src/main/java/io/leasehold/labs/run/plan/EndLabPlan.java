package io.leasehold.labs.run.plan;

import io.leasehold.labs.cloud.TenantActivity;
import io.leasehold.labs.engine.Engine;
import io.leasehold.labs.engine.PlanSource;
import io.leasehold.labs.run.LabRun;
import io.leasehold.labs.run.LabRuns;
import io.leasehold.labs.run.Leases;
import io.leasehold.labs.run.OperationKind;
import io.leasehold.provisioning.account.EndReason;
import io.leasehold.provisioning.account.Lease;
import io.leasehold.provisioning.account.LeaseState;
import io.leasehold.provisioning.plan.Plan;
import io.leasehold.provisioning.plan.Step;
import io.leasehold.provisioning.plan.StepContext;
import io.leasehold.provisioning.plan.StepFailedException;
import io.leasehold.provisioning.plan.StepOutcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;

/**
 * Ending a lab: the learner's access goes, then the run is closed. Cleaning the account is the
 * pool's own work and nobody waits for it.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class EndLabPlan implements PlanSource {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  private final Clock clock = Clock.systemUTC();

  @Inject private OnBehalf onBehalf;
  @Inject private Engine engine;
  @Inject private Leases leases;
  @Inject private LabRuns runs;
  @Inject private TenantActivity activity;

  @Override
  public Plan plan() {
    return Plan.named(OperationKind.END_LAB.plan(), 1)
        .step(Step.named("revoke-access").does(onBehalf.of(this::revokeAccess)))
        .step(Step.named("close-lab").does(onBehalf.of(this::close)))
        .build();
  }

  private StepOutcome revokeAccess(StepContext step, PlanInput about, LabRun run) {
    Lease held =
        leases
            .of(about.learner(), run)
            .orElseThrow(
                () ->
                    new StepFailedException(
                        "LH-LAB-015", "The lab has no reservation of its own to end."));
    Lease lease = engine.pool().end(held.id(), EndReason.COMPLETED);
    // ENDED says that no credential of the lease works any more.
    return lease.state() == LeaseState.ENDED ? StepOutcome.done() : StepOutcome.poll(LOOK_AGAIN);
  }

  private StepOutcome close(StepContext step, PlanInput about, LabRun run) {
    activity.record(run.id(), "ended", clock.instant());
    runs.change(about.learner(), run.id(), found -> found.ended(clock.instant(), "completed"));
    return StepOutcome.done();
  }
}
