package io.leasehold.isolation.proof;

import io.leasehold.isolation.iam.StatementOutline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Proves that no tenant reaches what belongs to another, for all tenants that the grammar of {@code
 * TenantId} allows. Stateless and thread-safe.
 *
 * <p>It proves the policy and nothing else: that the service checks what its documentation says it
 * checks, that the ownership describes every way to touch the data, and that no resource policy
 * names the session are assumptions.
 */
public final class IsolationProver {

  private IsolationProver() {}

  /**
   * Tries to prove the template.
   *
   * @param template the policy of each tenant
   * @param owned what belongs to whom, one entry for each shared thing
   */
  public static Proof prove(PolicyTemplate template, List<Ownership> owned) {
    if (template.hasDeadVariables()) {
      return new Proof.Undecided("variables are text before policy version 2012-10-17");
    }
    List<StatementOutline> statements = template.statements();
    List<Suspicion> unconfirmed = new ArrayList<>();
    Optional<String> beside = Optional.empty();
    int searches = 0;
    for (StatementOutline statement : statements) {
      if (!statement.allow()) {
        // A Deny only takes away. Leaving it out is safe; a witness that it stops is not confirmed.
        continue;
      }
      if (statement.notAction() || statement.notResource()) {
        return new Proof.Undecided("an Allow with NotAction or NotResource is not analysed");
      }
      Optional<String> ownerless = ownerless(statement, owned);
      if (ownerless.isPresent()) {
        return new Proof.Undecided("nobody says what belongs to whom by " + ownerless.get());
      }
      beside = beside.or(() -> ofNobody(statement, owned));
      StatementSearch search = new StatementSearch(statement);
      for (Ownership ownership : owned) {
        for (Suspicion suspicion : search.suspicions(ownership)) {
          Proof confirmed = suspicion.confirm(template);
          if (confirmed instanceof Proof.Leaks) {
            return confirmed;
          }
          unconfirmed.add(suspicion);
        }
      }
      searches += search.searches();
    }
    // Last, since a leak says more.
    if (beside.isPresent()) {
      return new Proof.Undecided("nobody says what belongs to whom at " + beside.get());
    }
    return unconfirmed.isEmpty()
        ? new Proof.Isolated(searches)
        : new Proof.Undecided("what looks like a leak cannot be confirmed: " + unconfirmed.get(0));
  }

  // An action whose service has no ownership could do anything: take another role, for instance.
  private static Optional<String> ownerless(StatementOutline statement, List<Ownership> owned) {
    return statement.actions().stream()
        .filter(
            action ->
                owned.stream()
                    .noneMatch(one -> one.isOf(action.toLowerCase(Locale.ROOT).split(":", 2)[0])))
        .findFirst();
  }

  // A resource that no ownership speaks of may be another name of a shared thing, or a mistake.
  private static Optional<String> ofNobody(StatementOutline statement, List<Ownership> owned) {
    return statement.resources().stream()
        .filter(resource -> statement.actions().stream().noneMatch(a -> known(a, resource, owned)))
        .findFirst();
  }

  private static boolean known(String action, String resource, List<Ownership> owned) {
    return owned.stream().anyMatch(one -> one.speaksOf(action, resource));
  }
}
