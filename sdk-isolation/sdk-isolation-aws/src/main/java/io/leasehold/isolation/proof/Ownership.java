package io.leasehold.isolation.proof;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What belongs to whom in a thing that tenants share: every way in which a request can touch the
 * data of the tenant in the hole. Immutable.
 *
 * @param service the prefix of the actions, such as {@code s3}
 * @param addressed the requests that name a tenant's part
 * @param whole requests by any other action of the service on these resources touch everybody's
 *     data, whether or not they carry a key; the actions listed are those a wildcard is tried with
 *     first
 */
public record Ownership(String service, List<ForeignRequest> addressed, ForeignRequest whole) {

  /** Copies. */
  public Ownership {
    service = service.toLowerCase(Locale.ROOT);
    addressed = List.copyOf(addressed);
  }

  /** Whether it is about the service with that prefix; a wildcard is about each. */
  boolean isOf(String prefix) {
    return prefix.equals("*") || prefix.equals(service);
  }

  /** Whether it describes requests by that action about the resource, whoever asks for whose. */
  boolean speaksOf(String action, String resource) {
    boolean wildcard = action.contains("*") || action.contains("?");
    return addressed.stream()
            .filter(one -> wildcard || one.actions().isEmpty() || names(one, action))
            .anyMatch(one -> meets(one, resource))
        || ((wildcard || isOther(action)) && meets(whole, resource));
  }

  private static boolean names(ForeignRequest request, String action) {
    return request.actions().stream().anyMatch(action::equalsIgnoreCase);
  }

  private static boolean meets(ForeignRequest request, String resource) {
    TenantPattern asked = TenantPattern.arn(resource.replace(TenantPattern.HOLE_TEXT, "*"));
    TenantPattern owned = TenantPattern.arn(request.resource());
    return !new MeetingSearch(asked, owned, -1).meetings().isEmpty();
  }

  /** Whether the action is of the service and none of those that name a tenant's part. */
  boolean isOther(String action) {
    return action.length() > service.length()
        && action.charAt(service.length()) == ':'
        && action.regionMatches(true, 0, service, 0, service.length())
        && addressed.stream()
            .flatMap(request -> request.actions().stream())
            .noneMatch(known -> known.equalsIgnoreCase(action));
  }

  /** The actions that the statement's own list names and that touch everybody's data. */
  Set<String> others(List<String> named) {
    Set<String> others = new TreeSet<>(whole.actions());
    for (String action : named) {
      if (isOther(action) && !action.contains("*") && !action.contains("?")) {
        others.add(action);
      }
    }
    return others;
  }

  /** An action that no list names and that a wildcard of the statement takes in. */
  Optional<String> unlisted(List<String> named) {
    return named.stream()
        .filter(action -> action.contains("*") || action.contains("?"))
        .map(action -> action.equals("*") ? service + ":*" : action)
        .filter(action -> isOf(action.toLowerCase(Locale.ROOT).split(":", 2)[0]))
        .map(action -> action.replace("*", "Unlisted").replace('?', 'X'))
        .findFirst();
  }
}
