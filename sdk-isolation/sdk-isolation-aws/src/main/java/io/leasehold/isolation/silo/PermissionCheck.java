package io.leasehold.isolation.silo;

import io.leasehold.isolation.aws.scope.TenantResourceScope;
import io.leasehold.isolation.iam.PolicySyntaxException;
import io.leasehold.isolation.iam.StatementOutline;
import io.leasehold.isolation.proof.IsolationProver;
import io.leasehold.isolation.proof.Ownership;
import io.leasehold.isolation.proof.PolicyTemplate;
import io.leasehold.isolation.proof.Proof;
import io.leasehold.tenancy.TenantId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Proves that what a role may do touches nothing that belongs to another tenant, whatever that one
 * is called, and nothing that the blueprint does not know. Each policy by itself: together they
 * allow what each allows.
 */
final class PermissionCheck {

  private final List<Ownership> owned;
  private final List<String> things;
  private final Set<String> texts;

  PermissionCheck(SiloExpectation expected) {
    List<TenantResourceScope> scopes = expected.blueprint().scopes();
    this.owned = scopes.stream().map(scope -> scope.ownership(expected.place())).toList();
    this.things =
        scopes.stream()
            .flatMap(scope -> scope.grants(expected.place()).stream())
            .flatMap(grant -> grant.resources().stream())
            .toList();
    this.texts = new LinkedHashSet<>(things);
    scopes.stream()
        .flatMap(scope -> scope.grants(expected.place()).stream())
        .flatMap(grant -> grant.conditions().values().stream())
        .forEach(keys -> texts.addAll(keys.values()));
  }

  void check(TenantId tenant, SiloRole role, Findings findings) {
    boolean held = role.boundary().filter(b -> objection(tenant, b).isEmpty()).isPresent();
    for (SiloPolicy policy : role.policies()) {
      Optional<String> objection = objection(tenant, policy);
      if (objection.isPresent() && held) {
        findings.warning(
            SiloRule.F05_PERMISSIONS,
            "only its boundary keeps it from more than the tenant's own: " + objection.get());
      } else if (objection.isPresent()) {
        findings.error(SiloRule.F05_PERMISSIONS, objection.get());
      }
    }
  }

  /** Why the policy is not known to stay within what belongs to the tenant; empty if it is. */
  private Optional<String> objection(TenantId tenant, SiloPolicy policy) {
    try {
      Proof proof = prove(tenant, policy.json());
      return proof instanceof Proof.Isolated
          ? outside(tenant, policy)
          : Optional.of("policy " + policy.name() + describe(proof));
    } catch (PolicySyntaxException | IllegalArgumentException e) {
      return Optional.of(
          "policy %s cannot be read completely: %s".formatted(policy.name(), e.getMessage()));
    }
  }

  private Proof prove(TenantId tenant, String json) {
    Proof proof = IsolationProver.prove(new PolicyHoles(tenant, texts).template(json), owned);
    if (proof instanceof Proof.Isolated) {
      return proof;
    }
    // A leak of the template may be another tenant's. Of the text without holes it is this one's.
    PolicyTemplate asItIs = new PolicyTemplate(json);
    Proof own = IsolationProver.prove(asItIs, owned);
    if (own instanceof Proof.Leaks leak && !leak.victim().equals(tenant)) {
      return own;
    }
    return proof instanceof Proof.Leaks leak ? OwnLeak.of(leak, tenant, asItIs) : proof;
  }

  private static String describe(Proof proof) {
    return proof instanceof Proof.Leaks leak
        ? " allows %s on %s %s, which can be the data of a tenant called %s"
            .formatted(
                leak.request().action(),
                leak.request().resource(),
                leak.request().context(),
                leak.victim())
        : " could not be shown to stay within what belongs to the tenant: "
            + ((Proof.Undecided) proof).reason();
  }

  /** The proof is about what the blueprint says belongs to somebody; here is nothing else. */
  private Optional<String> outside(TenantId tenant, SiloPolicy policy) {
    for (StatementOutline statement : StatementOutline.of(policy.json())) {
      if (statement.allow() && statement.actions().contains("*")) {
        return Optional.of("policy " + policy.name() + " allows every action");
      }
      for (String resource : statement.allow() ? statement.resources() : List.<String>of()) {
        if (things.stream()
            .map(thing -> thing.replace(TenantResourceScope.TENANT, tenant.value()))
            .noneMatch(thing -> ArnWithin.test(resource, thing))) {
          return Optional.of(
              "policy %s allows %s on %s, of which the blueprint does not say that it is the tenant's"
                  .formatted(policy.name(), statement.actions(), resource));
        }
      }
    }
    return Optional.empty();
  }
}
