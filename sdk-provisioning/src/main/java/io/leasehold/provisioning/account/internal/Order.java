package io.leasehold.provisioning.account.internal;

import io.leasehold.provisioning.account.Epoch;
import io.leasehold.provisioning.plan.StepContext;
import java.util.Map;
import java.util.UUID;

/**
 * What a plan of the pool was started for: an account at an epoch. Every step carries both.
 *
 * @param account the key of the account's row, which exists before the AWS account does
 * @param epoch the epoch that the plan speaks for
 */
record Order(UUID account, Epoch epoch) {

  static Map<String, String> of(UUID account, Epoch epoch) {
    return Map.of("account", account.toString(), "epoch", epoch.toString());
  }

  static Order in(StepContext step) {
    Map<String, String> input = step.input();
    return new Order(
        UUID.fromString(input.getOrDefault("account", "")),
        new Epoch(Long.parseLong(input.getOrDefault("epoch", ""))));
  }
}
