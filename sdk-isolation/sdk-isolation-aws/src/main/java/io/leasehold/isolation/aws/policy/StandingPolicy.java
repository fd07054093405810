package io.leasehold.isolation.aws.policy;

/**
 * A policy that somebody puts into the account before the first session is opened. The same for all
 * tenants: where the tenant's id belongs it has the variable {@code ${aws:PrincipalTag/tenant}}.
 *
 * @param arn of the managed policy that it is to be, or of the role that it is to stand on
 * @param json its text
 */
public record StandingPolicy(String arn, String json) {}
