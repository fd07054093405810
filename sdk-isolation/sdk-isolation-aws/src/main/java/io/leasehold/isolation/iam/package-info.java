/**
 * AWS IAM policies, read strictly and evaluated as the IAM user guide documents it: identity,
 * boundary, session, resource, service control and resource control policies. Free of AWS SDK
 * types.
 *
 * <p>{@link io.leasehold.isolation.iam.PolicyDocument} parses, {@link
 * io.leasehold.isolation.iam.PolicyStack} says which policies apply, {@link
 * io.leasehold.isolation.iam.AccessRequest} is what somebody wants to do, and {@link
 * io.leasehold.isolation.iam.IamEvaluator} decides and explains.
 *
 * <p>Whatever this package does not understand it refuses to parse, because a policy element that
 * is ignored is an isolation hole.
 */
@NullMarked
package io.leasehold.isolation.iam;

import org.jspecify.annotations.NullMarked;
