package io.leasehold.provisioning.plan;

/**
 * Unfinished runs of a plan that this node does not know.
 *
 * @param plan the plan's name
 * @param version the plan's version
 * @param digest the plan's digest; another one than this node's means that the plan was changed
 *     without a new version
 * @param runs how many
 */
public record UnknownPlanRuns(String plan, int version, String digest, long runs) {}
