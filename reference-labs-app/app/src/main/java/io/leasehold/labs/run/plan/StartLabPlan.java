package io.leasehold.labs.run.plan;

import io.leasehold.labs.engine.PlanSource;
import io.leasehold.labs.run.OperationKind;
import io.leasehold.provisioning.plan.Plan;
import io.leasehold.provisioning.plan.RetryPolicy;
import io.leasehold.provisioning.plan.Step;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Starting a lab: from the wish to an account in which the learner can work. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class StartLabPlan implements PlanSource {

  /** The learner watches: begin soon again, and give up within some minutes. */
  private static final RetryPolicy WATCHED =
      RetryPolicy.exponential(Duration.ofMillis(500), Duration.ofSeconds(20), 10);

  @Inject private OnBehalf onBehalf;
  @Inject private Reservation reservation;
  @Inject private Preparation preparation;

  @Override
  public Plan plan() {
    return Plan.named(OperationKind.START_LAB.plan(), 1)
        .step(
            Step.named("reserve-account")
                .does(onBehalf.ofAdmitted(reservation::reserve))
                .undo(onBehalf.of(reservation::giveBack))
                .retry(WATCHED))
        .step(
            Step.named("apply-guardrails")
                .does(onBehalf.ofAdmitted(preparation::applyGuardrails))
                .retry(WATCHED))
        .step(
            Step.named("create-access")
                .does(onBehalf.ofAdmitted(preparation::createAccess))
                .retry(WATCHED))
        .step(
            Step.named("deploy-content")
                .does(onBehalf.ofAdmitted(preparation::deployContent))
                .retry(WATCHED))
        .step(Step.named("ready").does(onBehalf.ofAdmitted(preparation::ready)).retry(WATCHED))
        .build();
  }
}
