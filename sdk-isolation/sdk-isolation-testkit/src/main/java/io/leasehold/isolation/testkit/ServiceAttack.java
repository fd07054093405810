package io.leasehold.isolation.testkit;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.scope.TenantResourceScope;
import io.leasehold.isolation.proof.ForeignRequest;
import io.leasehold.isolation.proof.Ownership;
import io.leasehold.tenancy.TenantId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An attack on one service, wherever a blueprint has something of it.
 *
 * @param id its number
 * @param service the prefix of the actions that the blueprint grants there
 * @param title what is tried
 * @param reach on which things
 * @param suffix what comes behind the ARN of the thing; or the whole ARN, with placeholders for
 *     partition, Region and account
 * @param actions what is done
 * @param keys what the request carries besides
 * @param lacking what it does not carry
 */
record ServiceAttack(
    String id,
    String service,
    String title,
    Reach reach,
    String suffix,
    List<String> actions,
    Map<String, List<String>> keys,
    List<String> lacking) {

  /** On which things an attack is tried. */
  enum Reach {
    /** On what is the victim's in each way that the blueprint knows of. */
    ADDRESSED,
    /** On the things that are the victim's or everybody's, by whatever action. */
    FOREIGN,
    /** On everything of the service, the attacker's own things included. */
    EVERYTHING,
    /** On one thing that no scope is about. */
    ELSEWHERE
  }

  static ServiceAttack of(
      String id, String service, String title, Reach reach, String suffix, String actions) {
    return new ServiceAttack(
        id, service, title, reach, suffix, List.of(actions.split(" ")), Map.of(), List.of());
  }

  ServiceAttack with(String key, String value) {
    return new ServiceAttack(
        id, service, title, reach, suffix, actions, Map.of(key, List.of(value)), lacking);
  }

  ServiceAttack without(String key) {
    return new ServiceAttack(id, service, title, reach, suffix, actions, keys, List.of(key));
  }

  boolean concerns(IsolationBlueprint blueprint) {
    return ownerships(blueprint).findAny().isPresent();
  }

  void attempt(IsolationBlueprint blueprint, Intruder attacker, TenantId victim) {
    ownerships(blueprint).forEach(ownership -> attempt(blueprint, ownership, attacker, victim));
  }

  private void attempt(
      IsolationBlueprint blueprint, Ownership ownership, Intruder attacker, TenantId victim) {
    if (reach == Reach.ADDRESSED) {
      for (Probe probe : Probe.on(ownership, victim, attacker.tenant())) {
        if (actions.contains(probe.action())) {
          probe.with(keys).failFor(attacker);
        }
      }
      return;
    }
    for (String resource : resources(blueprint, ownership, attacker.tenant(), victim)) {
      for (String action : actions) {
        attacker.mustNot(action, resource, keys, lacking);
      }
    }
  }

  private Set<String> resources(
      IsolationBlueprint blueprint, Ownership ownership, TenantId attacker, TenantId victim) {
    Set<String> resources = new LinkedHashSet<>();
    if (reach == Reach.ELSEWHERE) {
      resources.add(
          suffix.formatted(
              blueprint.place().partition(),
              blueprint.place().region(),
              blueprint.place().account()));
      return resources;
    }
    for (ForeignRequest request : ownership.addressed()) {
      add(resources, request, victim);
      if (reach == Reach.EVERYTHING) {
        add(resources, request, attacker);
      }
    }
    if (reach == Reach.EVERYTHING) {
      add(resources, ownership.whole(), attacker);
      resources.add("*");
    }
    return resources;
  }

  private void add(Set<String> resources, ForeignRequest request, TenantId owner) {
    Samples.of(request.resource(), owner).forEach(arn -> resources.add(arn + suffix));
  }

  private Stream<Ownership> ownerships(IsolationBlueprint blueprint) {
    return blueprint.scopes().stream()
        .map((TenantResourceScope scope) -> scope.ownership(blueprint.place()))
        .filter(ownership -> ownership.service().equals(service));
  }
}
