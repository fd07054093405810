package io.leasehold.provisioning.plan.internal;

import io.leasehold.provisioning.plan.RunId;

/**
 * This node's hold on a run: the row of {@code scheduled_tasks} in the version at which it was
 * picked. When another node takes over, the row gets another version, and every write under this
 * claim is refused.
 *
 * @param run the run
 * @param task the name of the row, see {@link PlanKey#task()}
 * @param version the version at which this node picked it
 */
record Claim(RunId run, String task, long version) {}
