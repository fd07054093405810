package io.leasehold.isolation.silo;

import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.Decision;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.isolation.proof.PolicyTemplate;
import io.leasehold.isolation.proof.Proof;
import io.leasehold.tenancy.TenantId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells the leak of a template by the example of the tenant that it was made from. */
final class OwnLeak {

  private OwnLeak() {}

  /** The leak with this tenant as the attacker, if the evaluator confirms it; or undecided. */
  static Proof of(Proof.Leaks leak, TenantId tenant, PolicyTemplate policy) {
    String victim = leak.victim().value().replace(leak.attacker().value(), tenant.value());
    if (!TenantId.isValid(victim) || victim.equals(tenant.value())) {
      return elsewhere(leak);
    }
    String before = leak.victim().value();
    AccessRequest found = leak.request();
    int last = found.resource().lastIndexOf(':') + 1;
    Map<String, List<String>> context = new TreeMap<>();
    found
        .context()
        .forEach(
            (key, values) ->
                context.put(key, values.stream().map(v -> v.replace(before, victim)).toList()));
    AccessRequest request =
        new AccessRequest(
            found.principalArn(),
            found.action(),
            found.resource().substring(0, last)
                + found.resource().substring(last).replace(before, victim),
            context);
    Decision decision =
        new IamEvaluator()
            .decide(PolicyStack.builder().identity(policy.of(tenant)).build(), request);
    return decision.allowed()
        ? new Proof.Leaks(tenant, TenantId.of(victim), request, decision.explanation())
        : elsewhere(leak);
  }

  private static Proof elsewhere(Proof.Leaks leak) {
    return new Proof.Undecided("a policy of that form would leak to others: " + leak.explanation());
  }
}
