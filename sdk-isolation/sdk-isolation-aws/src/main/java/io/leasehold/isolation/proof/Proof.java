package io.leasehold.isolation.proof;

import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.tenancy.TenantId;

/** What came of trying to prove a template. */
public sealed interface Proof {

  /**
   * No tenant reaches what belongs to another, whatever the two are called.
   *
   * @param searches how many pairs of patterns were walked to the end
   */
  record Isolated(int searches) implements Proof {}

  /**
   * One tenant reaches what belongs to another. The evaluator has confirmed it.
   *
   * @param attacker the one
   * @param victim the other
   * @param request what the attacker does; its action, resource and context say the rest
   * @param explanation the statement that allows it
   */
  record Leaks(TenantId attacker, TenantId victim, AccessRequest request, String explanation)
      implements Proof {}

  /**
   * Neither was shown. To be treated like a leak.
   *
   * @param reason what stood in the way
   */
  record Undecided(String reason) implements Proof {}
}
