package io.leasehold.isolation.proof;

import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.Decision;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.tenancy.TenantId;

/** A request by which one tenant may reach another's data, not yet confirmed. */
record Suspicion(TenantId attacker, TenantId victim, AccessRequest request) {

  static final String SESSION = "arn:aws:sts::111111111111:assumed-role/tenants/attacker";

  // The role itself may do everything, so that the session policy alone is judged.
  private static final PolicyDocument ROLE =
      PolicyDocument.parse(
          "{\"Version\":\"2012-10-17\",\"Statement\":"
              + "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");

  /** A leak if the evaluator allows the request under the attacker's policy. */
  Proof confirm(PolicyTemplate template) {
    PolicyStack stack = PolicyStack.builder().identity(ROLE).session(template.of(attacker)).build();
    Decision decision = new IamEvaluator().decide(stack, request);
    return decision.allowed() && !attacker.equals(victim)
        ? new Proof.Leaks(attacker, victim, request, decision.explanation())
        : new Proof.Undecided(decision.explanation());
  }
}
