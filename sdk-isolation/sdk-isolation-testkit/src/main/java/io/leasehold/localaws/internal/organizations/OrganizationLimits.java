package io.leasehold.localaws.internal.organizations;

import java.time.Duration;

/**
 * The numbers of an organization.
 *
 * @param accounts how many accounts there may be, the management account and closed ones included
 * @param concurrentCreations how many accounts may be in creation at once
 * @param creationTakes how long CreateAccount stays IN_PROGRESS
 * @param closingTakes how long an account stays PENDING_CLOSURE
 * @param requestsPerSecond refill of the bucket that throttles; 0 to not throttle
 */
public record OrganizationLimits(
    int accounts,
    int concurrentCreations,
    Duration creationTakes,
    Duration closingTakes,
    int requestsPerSecond) {}
