package io.leasehold.provisioning.account.internal;

import io.leasehold.provisioning.plan.Plan;
import io.leasehold.provisioning.plan.RetryPolicy;
import io.leasehold.provisioning.plan.Step;
import java.time.Duration;

/** Makes one account: create, move, baseline, clean, verify, READY. */
final class VendPlan {

  static final String NAME = "vend-account";

  /** What AWS allows to be in progress in one organisation. */
  private static final int CREATIONS = 5;

  private static final RetryPolicy PATIENT =
      RetryPolicy.exponential(Duration.ofSeconds(1), Duration.ofMinutes(1), 10);

  private VendPlan() {}

  static Plan of(CreationStep creation, CareSteps care, Failures failures) {
    return Plan.named(NAME, 1)
        .step(
            Step.named("create-account")
                .does(failures.remembering(creation::run))
                .retry(PATIENT)
                .permit("organizations-create", CREATIONS)
                .undo(failures::quarantine))
        .step(Step.named("enrol").does(failures.remembering(care::enrol)).retry(PATIENT))
        .step(Step.named("baseline").does(failures.remembering(care::baseline)).retry(PATIENT))
        .step(care.step("clean", failures.remembering(care::clean)))
        .step(care.step("verify", failures.remembering(care::verify)))
        .step(Step.named("ready").does(failures.remembering(care::ready)).retry(PATIENT))
        .build();
  }
}
