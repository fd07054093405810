package io.leasehold.provisioning.account.internal;

import io.leasehold.provisioning.plan.Plan;
import io.leasehold.provisioning.plan.RetryPolicy;
import io.leasehold.provisioning.plan.Step;
import java.time.Duration;

/** Makes a used account new: revoke first, then clean, baseline, verify, rest, READY. */
final class RecyclePlan {

  static final String NAME = "recycle-account";

  private static final RetryPolicy PATIENT =
      RetryPolicy.exponential(Duration.ofSeconds(1), Duration.ofMinutes(1), 10);

  private RecyclePlan() {}

  static Plan of(CareSteps care, Failures failures) {
    return Plan.named(NAME, 1)
        .step(
            Step.named("revoke")
                .does(failures.remembering(care::revoke))
                .retry(PATIENT)
                .undo(failures::quarantine))
        .step(care.step("clean", failures.remembering(care::clean)))
        .step(Step.named("baseline").does(failures.remembering(care::baseline)).retry(PATIENT))
        .step(care.step("verify", failures.remembering(care::verify)))
        .step(Step.named("cool-down").does(failures.remembering(care::cool)).retry(PATIENT))
        .step(Step.named("ready").does(failures.remembering(care::ready)).retry(PATIENT))
        .build();
  }
}
