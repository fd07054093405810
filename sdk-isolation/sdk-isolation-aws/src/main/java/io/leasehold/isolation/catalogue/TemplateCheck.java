package io.leasehold.isolation.catalogue;

import io.leasehold.isolation.catalogue.Finding.Kind;
import io.leasehold.isolation.iam.StatementOutline;
import io.leasehold.isolation.proof.ForeignRequest;
import io.leasehold.isolation.proof.Ownership;
import io.leasehold.isolation.proof.PolicyTemplate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks policy templates against what AWS documents. Stateless and thread-safe.
 *
 * <p>It complements the proof: the proof reasons about requests, this about whether such requests
 * exist. A finding says what is wrong with the text; no finding does not say that a policy
 * isolates.
 */
public final class TemplateCheck {

  // AWS marks alternatives as required, too: of the twelve of bedrock:InvokeModel a request names
  // one or two. That many are not taken at their word.
  private static final int ALTERNATIVES = 3;

  private TemplateCheck() {}

  /**
   * What is wrong with a template.
   *
   * @return each finding once; empty if all is well
   */
  public static List<Finding> of(ActionCatalogue catalogue, PolicyTemplate template) {
    Set<Finding> findings = new LinkedHashSet<>();
    List<StatementOutline> statements = template.statements();
    for (StatementOutline statement : statements) {
      if (statement.allow()) {
        findings.addAll(new AllowCheck(catalogue, statement).findings());
        findings.addAll(new ConditionCheck(catalogue, statement).findings());
      } else {
        findings.addAll(denied(catalogue, statement));
      }
    }
    findings.addAll(required(catalogue, statements));
    return List.copyOf(findings);
  }

  /**
   * What is wrong with the ownerships that a template is proved against.
   *
   * @return each finding once; empty if all is well
   */
  public static List<Finding> of(ActionCatalogue catalogue, List<Ownership> owned) {
    Set<String> actions = new TreeSet<>();
    for (Ownership ownership : owned) {
      List<ForeignRequest> requests = new ArrayList<>(ownership.addressed());
      requests.add(ownership.whole());
      requests.forEach(request -> actions.addAll(request.actions()));
    }
    return actions.stream()
        .filter(action -> isMissing(catalogue, action))
        .map(action -> new Finding(Kind.UNKNOWN_OWNED_ACTION, unknown(action)))
        .toList();
  }

  static boolean isPattern(String action) {
    return action.contains("*") || action.contains("?");
  }

  /** Whether the catalogue has the service but not the action. */
  static boolean isMissing(ActionCatalogue catalogue, String action) {
    return catalogue.serviceOf(action).isPresent() && catalogue.action(action).isEmpty();
  }

  static String unknown(String action) {
    return action + " is in no documentation of its service: spell it as AWS does";
  }

  /** A Deny takes away only what its words mean. */
  private static List<Finding> denied(ActionCatalogue catalogue, StatementOutline statement) {
    return statement.actions().stream()
        .filter(action -> !isPattern(action) && isMissing(catalogue, action))
        .map(action -> new Finding(Kind.UNKNOWN_ACTION, unknown(action)))
        .toList();
  }

  /** What a request of an action always names has to be granted by some statement. */
  private static List<Finding> required(
      ActionCatalogue catalogue, List<StatementOutline> statements) {
    Set<CatalogueAction> granted = new LinkedHashSet<>();
    allows(statements)
        .forEach(
            allow -> allow.actions().forEach(a -> catalogue.action(a).ifPresent(granted::add)));
    List<Finding> findings = new ArrayList<>();
    for (CatalogueAction action : granted) {
      List<String> resources =
          allows(statements).stream()
              .filter(allow -> names(allow, action))
              .flatMap(allow -> allow.resources().stream())
              .map(TemplateCheck::pattern)
              .toList();
      List<String> missing =
          action.resourceTypes().stream()
              .filter(type -> action.requiredTypes().contains(type.name()))
              .filter(type -> resources.stream().noneMatch(type::mayFit))
              .map(ResourceType::name)
              .toList();
      if (!missing.isEmpty()
          && missing.size() < action.requiredTypes().size()
          && action.requiredTypes().size() < ALTERNATIVES) {
        findings.add(
            new Finding(
                Kind.REQUIRED_RESOURCE_NOT_GRANTED,
                action.name() + " is granted on no " + String.join(", ", missing)));
      }
    }
    return findings;
  }

  private static List<StatementOutline> allows(List<StatementOutline> statements) {
    return statements.stream().filter(s -> s.allow() && !s.notAction()).toList();
  }

  private static boolean names(StatementOutline statement, CatalogueAction action) {
    return statement.actions().stream().anyMatch(action.name()::equalsIgnoreCase);
  }

  /** A resource with a star for everything that is filled in later. */
  static String pattern(String resource) {
    return resource.replace(PolicyTemplate.HOLE, "*").replaceAll("\\$\\{[^}]*}", "*");
  }
}
