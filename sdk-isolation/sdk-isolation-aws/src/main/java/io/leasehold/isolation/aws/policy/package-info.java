/**
 * From a blueprint to the policy of one tenant: the scopes of an application are put together,
 * proved, compiled and fitted into what STS takes. Texts only; nobody is called here, save where a
 * plan is compared with what stands in the account.
 */
@NullMarked
package io.leasehold.isolation.aws.policy;

import org.jspecify.annotations.NullMarked;
