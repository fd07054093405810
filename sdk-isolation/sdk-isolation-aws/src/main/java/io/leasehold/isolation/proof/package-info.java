/**
 * Proves for all tenants at once that a policy template lets no tenant reach another's data.
 *
 * <p>A template is a policy with the hole {@code {T}} where the tenant id goes. {@link
 * io.leasehold.isolation.proof.Ownership} says how a request looks that touches the data of the
 * tenant in the hole. {@link io.leasehold.isolation.proof.IsolationProver} then looks for two
 * different tenants and a request that the policy of the one allows and that touches what belongs
 * to the other: not by sampling, but by walking the product of the two patterns, which is finite.
 * What it finds is confirmed by {@link io.leasehold.isolation.iam.IamEvaluator} before it is called
 * a leak.
 */
@NullMarked
package io.leasehold.isolation.proof;

import org.jspecify.annotations.NullMarked;
