package io.leasehold.isolation.testkit;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.scope.TenantResourceScope;
import io.leasehold.isolation.proof.ForeignRequest;
import io.leasehold.isolation.proof.KeyShape;
import io.leasehold.isolation.proof.Ownership;
import io.leasehold.tenancy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request that touches what belongs to a tenant.
 *
 * @param action such as {@code s3:GetObject}
 * @param resource its ARN
 * @param keys the condition keys by which it does
 * @param lacking the condition keys by whose absence it does
 */
record Probe(String action, String resource, Map<String, List<String>> keys, List<String> lacking) {

  /** Every way that the blueprint knows of to touch what belongs to the owner. */
  static List<Probe> on(IsolationBlueprint blueprint, TenantId owner, TenantId intruder) {
    List<Probe> probes = new ArrayList<>();
    for (TenantResourceScope scope : blueprint.scopes()) {
      probes.addAll(on(scope.ownership(blueprint.place()), owner, intruder));
    }
    return probes;
  }

  /** The same for one scope. */
  static List<Probe> on(Ownership ownership, TenantId owner, TenantId intruder) {
    List<Probe> probes = new ArrayList<>();
    ownership.addressed().forEach(request -> add(probes, request, owner, intruder));
    add(probes, ownership.whole(), owner, intruder);
    return probes;
  }

  private static void add(
      List<Probe> probes, ForeignRequest request, TenantId owner, TenantId intruder) {
    List<String> lacking =
        request.keys().entrySet().stream()
            .filter(entry -> entry.getValue() instanceof KeyShape.Absent)
            .map(Map.Entry::getKey)
            .toList();
    for (String action : request.actions()) {
      for (String resource : Samples.of(request.resource(), owner)) {
        for (Map<String, List<String>> keys : keys(request.keys(), owner, intruder)) {
          probes.add(new Probe(action, resource, keys, lacking));
        }
      }
    }
  }

  private static List<Map<String, List<String>>> keys(
      Map<String, KeyShape> shapes, TenantId owner, TenantId intruder) {
    List<Map<String, List<String>>> all = List.of(Map.of());
    for (Map.Entry<String, KeyShape> entry : shapes.entrySet()) {
      if (entry.getValue() instanceof KeyShape.Absent) {
        continue;
      }
      List<Map<String, List<String>>> more = new ArrayList<>();
      for (Map<String, List<String>> before : all) {
        for (List<String> values : values(entry.getValue(), owner, intruder)) {
          Map<String, List<String>> with = new TreeMap<>(before);
          with.put(entry.getKey(), values);
          more.add(with);
        }
      }
      all = more;
    }
    return all;
  }

  private static List<List<String>> values(KeyShape shape, TenantId owner, TenantId intruder) {
    List<List<String>> values = new ArrayList<>();
    if (shape instanceof KeyShape.Single single) {
      for (String text : Samples.of(single.pattern(), owner)) {
        values.add(List.of(text));
      }
      if (single.prefixes()) {
        values.addAll(beginnings(single.pattern(), owner));
      }
    } else if (shape instanceof KeyShape.AmongSeveral several) {
      String theirs = Samples.of(several.pattern(), owner).get(0);
      String own = Samples.of(several.pattern(), intruder).get(0);
      values.add(List.of(theirs));
      values.add(List.of(own, theirs));
      values.add(List.of(theirs, own));
    }
    return values;
  }

  private static List<List<String>> beginnings(String pattern, TenantId owner) {
    List<List<String>> values = new ArrayList<>();
    String upToTenant = pattern.substring(0, pattern.indexOf(TenantResourceScope.TENANT));
    for (String text : List.of("", upToTenant, upToTenant + owner.value())) {
      values.add(List.of(text));
    }
    return values;
  }

  /** The same request with more keys. */
  Probe with(Map<String, List<String>> more) {
    Map<String, List<String>> all = new TreeMap<>(keys);
    all.putAll(more);
    return new Probe(action, resource, all, lacking);
  }

  /** Tries it. */
  void failFor(Intruder intruder) {
    intruder.mustNot(action, resource, keys, lacking);
  }
}
