package io.leasehold.isolation.proof;

import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.Decision;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.tenancy.TenantId;

/**
 * A request by which one tenant may reach another's data, not yet confirmed.
 *
 * @param real whether there certainly is such a request, and it touches the other's data
 */
record Suspicion(TenantId attacker, TenantId victim, AccessRequest request, boolean real) {

  static final String SESSION = "arn:aws:sts::111111111111:assumed-role/tenants/attacker";

  // The role itself may do everything, so that the session policy alone is judged.
  private static final PolicyDocument ROLE =
      PolicyDocument.parse(
          "{\"Version\":\"2012-10-17\",\"Statement\":"
              + "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");

  /** A leak if the evaluator allows it under the attacker's policy. */
  Proof confirm(PolicyTemplate template) {
    Decision decision = decide(template, attacker, request);
    return decision.allowed() && real && !attacker.equals(victim)
        ? new Proof.Leaks(attacker, victim, request, decision.explanation())
        : new Proof.Undecided(decision.explanation());
  }

  /** What the evaluator says of the request under a tenant's policy. */
  static Decision decide(PolicyTemplate template, TenantId tenant, AccessRequest request) {
    return new IamEvaluator().decide(stack(template, tenant), request);
  }

  /** The policies of a session of that tenant. */
  static PolicyStack stack(PolicyTemplate template, TenantId tenant) {
    return PolicyStack.builder().identity(ROLE).session(template.of(tenant)).build();
  }
}
