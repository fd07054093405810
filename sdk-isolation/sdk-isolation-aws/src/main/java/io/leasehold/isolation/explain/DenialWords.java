package io.leasehold.isolation.explain;

import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.Obstacle;
import io.leasehold.tenancy.TenantId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Puts obstacles into words. Hidden are all values of the request that the tenant's own policy does
 * not have: they may be another tenant's.
 */
final class DenialWords {

  private final TenantId tenant;
  private final ScopeLabels scopes;
  private final AccessRequest request;
  private final boolean contextKnown;
  private final boolean hidden;

  DenialWords(
      TenantId tenant,
      ScopeLabels scopes,
      AccessRequest request,
      boolean contextKnown,
      boolean hidden) {
    this.tenant = tenant;
    this.scopes = scopes;
    this.request = request;
    this.contextKnown = contextKnown;
    this.hidden = hidden;
  }

  String of(List<Obstacle> obstacles) {
    return obstacles.stream().map(this::words).collect(Collectors.joining("; "));
  }

  private String words(Obstacle obstacle) {
    String statement = obstacle.policy() + ", " + scopes.of(obstacle.statement());
    return switch (obstacle.kind()) {
      case DENIED -> statement + " denies it";
      case ACTION -> obstacle.policy() + ": no statement has the action";
      case RESOURCE ->
          "%s: got %s, wanted %s"
              .formatted(
                  statement,
                  hidden ? "something else" : Plain.text(obstacle.got()),
                  obstacle.wanted());
      case PRINCIPAL -> statement + " does not name the caller";
      case CONDITION -> condition(statement, obstacle.wanted());
    };
  }

  /** The condition reads {@code Operator key [values]}. */
  private String condition(String statement, String shown) {
    int list = shown.indexOf(" [");
    String test = list < 0 ? shown : shown.substring(0, list);
    String wanted = list < 0 ? "" : shown.substring(list + 1);
    String key = test.substring(test.indexOf(' ') + 1);
    return "%s, condition %s: got %s, wanted %s"
        .formatted(statement, test, got(key, wanted), wanted);
  }

  private String got(String key, String wanted) {
    List<String> values = request.context().get(key.toLowerCase(Locale.ROOT));
    if (values == null) {
      return contextKnown ? "no such key" : "what AWS's message does not tell";
    }
    return values.stream()
        .map(value -> !hidden || isOwn(value, wanted) ? Plain.text(value) : "another value")
        .distinct()
        .toList()
        .toString();
  }

  private boolean isOwn(String value, String wanted) {
    return value.equals(tenant.value())
        || List.of(wanted.substring(1, wanted.length() - 1).split(", ")).contains(value);
  }
}
