package io.leasehold.labs.run.plan;

import io.leasehold.labs.catalogue.Lab;
import io.leasehold.labs.catalogue.Labs;
import io.leasehold.labs.cloud.LabAccount;
import io.leasehold.labs.cloud.TenantActivity;
import io.leasehold.labs.cloud.TenantContent;
import io.leasehold.labs.engine.Engine;
import io.leasehold.labs.run.LabRun;
import io.leasehold.labs.run.LabRuns;
import io.leasehold.provisioning.account.Lease;
import io.leasehold.provisioning.account.LeaseState;
import io.leasehold.provisioning.plan.StepContext;
import io.leasehold.provisioning.plan.StepFailedException;
import io.leasehold.provisioning.plan.StepOutcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;

/** The steps between a reserved account and a learner who works in it. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class Preparation {

  private final Clock clock = Clock.systemUTC();

  @Inject private Engine engine;
  @Inject private LabRuns runs;
  @Inject private Labs labs;
  @Inject private LabAccount account;
  @Inject private TenantContent content;
  @Inject private TenantActivity activity;

  StepOutcome applyGuardrails(StepContext step, PlanInput about, LabRun run) {
    Lab lab = requireLab(run);
    LeaseData reserved = requireHeld(step);
    account.applyGuardrails(reserved.account(), lab.description().services());
    return StepOutcome.done();
  }

  StepOutcome createAccess(StepContext step, PlanInput about, LabRun run) {
    LeaseData reserved = LeaseData.of(step);
    Lease lease = engine.pool().activate(reserved.lease(), reserved.epoch());
    if (lease.state() != LeaseState.ACTIVE) {
      throw new StepFailedException(
          "LH-LAB-013", "The reservation ended while the lab was prepared. Start it again.");
    }
    // Made once to see that they open the right account, and thrown away.
    account.requireOpens(engine.broker().grant(lease), reserved.account());
    return StepOutcome.done();
  }

  StepOutcome deployContent(StepContext step, PlanInput about, LabRun run) {
    Lab lab = requireLab(run);
    String guide = content.read(lab.description().guideKey()).orElse("");
    LeaseData reserved = requireHeld(step);
    account.deployContent(reserved.account(), reserved.lease(), lab.name() + ".md", guide);
    activity.record(run.id(), "content-deployed", clock.instant());
    return StepOutcome.done();
  }

  StepOutcome ready(StepContext step, PlanInput about, LabRun run) {
    Lease lease = engine.pool().find(LeaseData.of(step).lease()).orElseThrow();
    Instant end = Objects.requireNonNull(lease.expiresAt(), "expiresAt");
    Instant now = clock.instant();
    activity.record(run.id(), "started", now);
    runs.change(about.learner(), run.id(), found -> found.ready(now, end));
    return StepOutcome.done();
  }

  /** Asked before each change of the account: it may be somebody else's by now. */
  private LeaseData requireHeld(StepContext step) {
    step.requireStillOwned();
    LeaseData reserved = LeaseData.of(step);
    if (engine.pool().find(reserved.lease()).filter(reserved::isHeldBy).isEmpty()) {
      throw new StepFailedException(
          "LH-LAB-013", "The reservation ended while the lab was prepared. Start it again.");
    }
    return reserved;
  }

  private Lab requireLab(LabRun run) {
    return labs.find(run.labName())
        .orElseThrow(
            () -> new StepFailedException("LH-LAB-014", "The lab is not offered any more."));
  }
}
