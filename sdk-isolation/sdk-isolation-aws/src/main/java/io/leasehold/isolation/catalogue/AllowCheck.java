package io.leasehold.isolation.catalogue;

import io.leasehold.isolation.catalogue.Finding.Kind;
import io.leasehold.isolation.iam.StatementOutline;
import java.util.ArrayList;
import java.util.List;

/** Actions and resources of an Allow. */
record AllowCheck(ActionCatalogue catalogue, StatementOutline statement) {

  private static final int ARN_PARTS = 6;

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    if (statement.notAction()) {
      findings.add(
          new Finding(Kind.WILDCARD_ACTION, "NotAction allows all there is but: name the actions"));
    } else {
      statement.actions().forEach(action -> action(action, findings));
    }
    if (statement.notResource() || statement.resources().isEmpty()) {
      findings.add(
          new Finding(Kind.WILDCARD_RESOURCE, "an Allow without Resource: name the resources"));
    } else {
      statement.resources().forEach(resource -> resource(resource, findings));
    }
    return findings;
  }

  private void action(String name, List<Finding> findings) {
    if (TemplateCheck.isPattern(name)) {
      findings.add(
          new Finding(
              Kind.WILDCARD_ACTION,
              name + " also allows what AWS adds tomorrow: name the actions"));
    } else if (catalogue.serviceOf(name).isEmpty()) {
      findings.add(
          new Finding(Kind.UNKNOWN_SERVICE, name + " was not checked: use a catalogue with it"));
    } else {
      catalogue
          .action(name)
          .ifPresentOrElse(
              action -> known(action, findings),
              () -> findings.add(new Finding(Kind.UNKNOWN_ACTION, TemplateCheck.unknown(name))));
    }
  }

  private void known(CatalogueAction action, List<Finding> findings) {
    if (!action.hasResources()) {
      findings.add(
          new Finding(
              Kind.ACTION_WITHOUT_RESOURCE,
              action.name() + " cannot be narrowed to a resource: leave it to the platform"));
    } else if (!statement.notResource()
        && statement.resources().stream().noneMatch(resource -> fits(action, resource))) {
      findings.add(
          new Finding(
              Kind.ACTION_WITHOUT_FITTING_RESOURCE,
              action.name()
                  + " works on "
                  + action.resourceTypes().stream().map(ResourceType::name).toList()
                  + " and is granted on none"));
    }
  }

  private void resource(String resource, List<Finding> findings) {
    String[] parts = resource.split(":", ARN_PARTS);
    if (parts.length < ARN_PARTS) {
      findings.add(new Finding(Kind.WILDCARD_RESOURCE, resource + " is no ARN: name a resource"));
      return;
    }
    for (int part : new int[] {1, 3, 4}) {
      if (parts[part].matches(".*[*?${].*")) {
        findings.add(
            new Finding(
                Kind.WILDCARD_PLACE,
                resource + " is not of one partition, Region and account: write all three out"));
        break;
      }
    }
    List<CatalogueAction> known =
        statement.actions().stream().flatMap(a -> catalogue.action(a).stream()).toList();
    if (!statement.notAction()
        && known.size() == statement.actions().size()
        && known.stream().noneMatch(action -> fits(action, resource))) {
      findings.add(
          new Finding(
              Kind.RESOURCE_WITHOUT_FITTING_ACTION,
              resource + " is of no kind that " + statement.actions() + " work on"));
    }
  }

  private static boolean fits(CatalogueAction action, String resource) {
    String pattern = TemplateCheck.pattern(resource);
    return action.resourceTypes().stream().anyMatch(type -> type.mayFit(pattern));
  }
}
