package io.leasehold.isolation.aws.policy;

import io.leasehold.isolation.aws.scope.Grant;
import io.leasehold.isolation.proof.PolicyTemplate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Puts a blueprint into the shape of a delivery. Leaves nothing out and widens nothing. */
final class PolicyPlanner {

  private static final int MANAGED_POLICY = 6_144;
  private static final int MANAGED_POLICIES = 10;
  private static final int ROLE_POLICIES = 10_240;

  private final IsolationBlueprint blueprint;
  private final List<Grant> grants;

  PolicyPlanner(IsolationBlueprint blueprint) {
    this.blueprint = blueprint;
    this.grants = PolicyCompiler.grants(blueprint);
  }

  PolicyDraft draft(PolicyDelivery delivery) {
    return switch (delivery) {
      case INLINE -> draft(delivery, whole(), SessionPolicy.MAX_CHARACTERS, 1);
      case SPLIT_BY_SERVICE -> draft(delivery, byService(), SessionPolicy.MAX_CHARACTERS, 1);
      case MANAGED_ARNS -> draft(delivery, byStatement(), MANAGED_POLICY, MANAGED_POLICIES);
      case SESSION_TAGS -> draft(delivery, whole(), ROLE_POLICIES, 1);
    };
  }

  private static PolicyDraft draft(
      PolicyDelivery delivery, List<PolicyPart> parts, int characters, int texts) {
    return new PolicyDraft(delivery, parts, characters, texts);
  }

  private List<PolicyPart> whole() {
    return List.of(new PolicyPart("all", services(grants), List.of(template(grants))));
  }

  /** As few parts as first-fit finds; the statements of one service stay together. */
  private List<PolicyPart> byService() {
    List<List<Grant>> groups = new ArrayList<>(together());
    groups.sort(
        Comparator.comparingInt((List<Grant> group) -> inlineCharacters(group))
            .reversed()
            .thenComparing(group -> services(group).toString()));
    List<List<Grant>> parts = new ArrayList<>();
    for (List<Grant> group : groups) {
      place(group, parts);
    }
    return parts.stream()
        .map(
            part ->
                new PolicyPart(
                    String.join("+", services(part)), services(part), List.of(template(part))))
        .sorted(Comparator.comparing(PolicyPart::name))
        .toList();
  }

  private void place(List<Grant> group, List<List<Grant>> parts) {
    for (List<Grant> part : parts) {
      List<Grant> both = new ArrayList<>(part);
      both.addAll(group);
      // Measured as a whole: a fence does not grow by the sum of its parts.
      if (inlineCharacters(both) <= SessionPolicy.MAX_CHARACTERS) {
        part.addAll(group);
        return;
      }
    }
    parts.add(new ArrayList<>(group));
  }

  /** The grants by service; what one grant names together is not taken apart. */
  private List<List<Grant>> together() {
    List<List<Grant>> groups = new ArrayList<>();
    for (Grant grant : grants) {
      Set<String> services = services(List.of(grant));
      List<Grant> mine = new ArrayList<>();
      groups.removeIf(
          group -> {
            boolean related = services(group).stream().anyMatch(services::contains);
            if (related) {
              mine.addAll(group);
            }
            return related;
          });
      mine.add(grant);
      groups.add(mine);
    }
    return groups;
  }

  /** All statements over as few policies as first-fit finds. */
  private List<PolicyPart> byStatement() {
    List<List<String>> policies = new ArrayList<>();
    PolicyJson.statements(grants, blueprint.fenced()).stream()
        .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(s -> s))
        .forEach(statement -> place(statement, policies));
    List<PolicyTemplate> texts =
        policies.stream().map(PolicyJson::policy).map(PolicyTemplate::new).toList();
    return List.of(new PolicyPart("all", services(grants), texts));
  }

  private static void place(String statement, List<List<String>> policies) {
    for (List<String> policy : policies) {
      List<String> more = new ArrayList<>(policy);
      more.add(statement);
      int characters =
          PolicyDraft.characters(
              new PolicyTemplate(PolicyJson.policy(more)), PolicyDelivery.MANAGED_ARNS);
      if (characters <= MANAGED_POLICY) {
        policy.add(statement);
        return;
      }
    }
    policies.add(new ArrayList<>(List.of(statement)));
  }

  private PolicyTemplate template(List<Grant> some) {
    return PolicyCompiler.template(some, blueprint.fenced());
  }

  private int inlineCharacters(List<Grant> some) {
    return PolicyDraft.characters(template(some), PolicyDelivery.INLINE);
  }

  static Set<String> services(List<Grant> grants) {
    Set<String> services = new TreeSet<>();
    grants.forEach(
        grant -> grant.actions().forEach(action -> services.add(action.split(":", 2)[0])));
    return services;
  }
}
