/**
 * Durable plans: named lists of idempotent steps that survive the process that runs them.
 *
 * <p>{@link io.leasehold.provisioning.plan.Plan} describes the work, {@link
 * io.leasehold.provisioning.plan.Step} one part of it, {@link
 * io.leasehold.provisioning.plan.PlanRunner} starts and watches runs, and {@link
 * io.leasehold.provisioning.plan.DbSchedulerPlanRunner} is the runner on PostgreSQL.
 *
 * <p>What is promised: a step whose result was recorded is never run again; a step that was cut off
 * is run again, by this node or another. Side effects are therefore at least once, and every step
 * must be idempotent. Inputs and outputs of steps are stored as text and shown to operators: they
 * never hold credentials, tokens or personal data.
 */
@NullMarked
package io.leasehold.provisioning.plan;

import org.jspecify.annotations.NullMarked;
