package io.leasehold.isolation.proof;

import java.util.List;
import java.util.Locale;
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

  /** Whether the action is none of those that name a tenant's part. */
  boolean isOther(String action) {
    String lowered = action.toLowerCase(Locale.ROOT);
    return lowered.startsWith(service + ":")
        && addressed.stream()
            .flatMap(request -> request.actions().stream())
            .noneMatch(known -> known.toLowerCase(Locale.ROOT).equals(lowered));
  }

  /** The actions that the statement's own list names and that touch everybody's data. */
  Set<String> others(List<String> named) {
    Set<String> others = new TreeSet<>(whole.actions());
    named.stream()
        .filter(action -> !action.contains("*") && !action.contains("?"))
        .filter(this::isOther)
        .forEach(others::add);
    return others;
  }
}
