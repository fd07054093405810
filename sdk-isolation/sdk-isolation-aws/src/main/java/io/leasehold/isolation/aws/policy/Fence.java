package io.leasehold.isolation.aws.policy;

import io.leasehold.isolation.aws.policy.PolicyPlanException.Reason;
import io.leasehold.isolation.aws.scope.Grant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Denies what grants do not allow: everything but their resources, and on those of them that
 * tenants share, which have conditions, all other actions and whatever fails the conditions. A
 * resource policy that names the session is not limited by what a session policy does not allow,
 * only by what it denies.
 */
final class Fence {

  private Fence() {}

  /**
   * The statements of the fence around those grants.
   *
   * @throws PolicyPlanException if no Deny says exactly what they do not allow
   */
  static List<Denial> around(List<Grant> grants) {
    Map<String, List<Grant>> byResource = new TreeMap<>();
    for (Grant grant : grants) {
      grant
          .resources()
          .forEach(
              resource -> byResource.computeIfAbsent(resource, r -> new ArrayList<>()).add(grant));
    }
    // Resources with the same grants share the same statements.
    Map<List<Grant>, List<String>> alike = new LinkedHashMap<>();
    byResource.forEach(
        (resource, about) ->
            alike.computeIfAbsent(about, grant -> new ArrayList<>()).add(resource));

    List<Denial> denials = new ArrayList<>();
    denials.add(Denial.elsewhere(List.copyOf(byResource.keySet())));
    alike.forEach(
        (about, resources) -> {
          List<Map<String, Map<String, List<String>>>> failing = failing(about);
          if (!failing.isEmpty()) { // otherwise wholly the tenant's own
            denials.add(Denial.otherThan(actions(about, true), resources));
            failing.forEach(way -> denials.add(denial(way, about, resources, alike.keySet())));
          }
        });
    return denials;
  }

  private static Denial denial(
      Map<String, Map<String, List<String>>> failing,
      List<Grant> about,
      List<String> resources,
      Set<List<Grant>> groups) {
    List<String> unconditional = actions(about, false);
    Set<String> services = PolicyPlanner.services(about);
    boolean alone =
        groups.stream()
            .filter(group -> !group.equals(about))
            .allMatch(group -> Collections.disjoint(PolicyPlanner.services(group), services));
    return alone && services.size() == 1 && unconditional.isEmpty()
        ? Denial.where(failing, services.iterator().next())
        : Denial.where(failing, resources, unconditional);
  }

  private static List<String> actions(List<Grant> about, boolean conditionalToo) {
    Set<String> actions = new TreeSet<>();
    about.stream()
        .filter(grant -> conditionalToo || grant.conditions().isEmpty())
        .forEach(grant -> actions.addAll(grant.actions()));
    return List.copyOf(actions);
  }

  /** The conditions under which none of the conditional grants applies; any one of them is such. */
  private static List<Map<String, Map<String, List<String>>>> failing(List<Grant> about) {
    List<List<Negation>> ways = List.of();
    for (Grant grant : about) {
      if (!grant.conditions().isEmpty()) {
        ways = ways.isEmpty() ? each(Negation.of(grant)) : product(ways, Negation.of(grant));
      }
    }
    return ways.stream().map(Fence::conditions).toList();
  }

  private static List<List<Negation>> each(List<Negation> negations) {
    return negations.stream().map(List::of).toList();
  }

  private static List<List<Negation>> product(List<List<Negation>> ways, List<Negation> more) {
    List<List<Negation>> all = new ArrayList<>();
    for (List<Negation> way : ways) {
      for (Negation negation : more) {
        List<Negation> both = new ArrayList<>(way);
        if (!both.contains(negation)) {
          both.add(negation);
        }
        all.add(both);
      }
    }
    return all.stream().distinct().toList();
  }

  private static Map<String, Map<String, List<String>>> conditions(List<Negation> way) {
    Map<String, Map<String, List<String>>> conditions = new TreeMap<>();
    for (Negation negation : way) {
      List<String> values =
          conditions
              .computeIfAbsent(negation.operator(), operator -> new TreeMap<>())
              .computeIfAbsent(negation.key(), key -> new ArrayList<>());
      // Several values of "not" mean none of them, which is right for one value of the key only.
      if (!values.isEmpty() && !negation.operator().matches("(?:String|Arn)Not.*")) {
        throw new PolicyPlanException(
            Reason.UNFENCEABLE,
            ("two scopes allow the same thing by different values of %s; put them into two"
                    + " blueprints or leave out the fence")
                .formatted(negation.key()));
      }
      values.add(negation.value());
    }
    return conditions;
  }
}
