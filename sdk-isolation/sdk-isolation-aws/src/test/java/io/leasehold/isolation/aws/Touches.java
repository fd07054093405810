package io.leasehold.isolation.aws;

import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.proof.ForeignRequest;
import io.leasehold.isolation.proof.KeyShape;
import io.leasehold.isolation.proof.Ownership;
import io.leasehold.tenancy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Requests that touch the data of one tenant, as the ownership of a scope describes them. */
final class Touches {

  // What a request of some services carries besides.
  private static final Map<String, List<String>> USUAL =
      Map.of("ses:ApiVersion", List.of("2"), "kms:EncryptionContextKeys", List.of("tenant"));

  private Touches() {}

  /** The session of a tenant. */
  static String session(TenantId tenant) {
    return "arn:aws:sts::111111111111:assumed-role/LabsTenant/"
        + TenantSessions.sessionName(tenant);
  }

  /** What the one does to reach what is the other's. */
  static List<AccessRequest> of(Ownership owned, TenantId attacker, TenantId victim) {
    List<AccessRequest> requests = new ArrayList<>();
    for (ForeignRequest addressed : owned.addressed()) {
      for (List<String> also : List.of(List.<String>of(), List.of(attacker.value()))) {
        Map<String, List<String>> keys = keys(addressed, victim, also);
        addressed
            .actions()
            .forEach(a -> requests.add(request(attacker, a, addressed.resource(), victim, keys)));
        // Any other action there, even if it carries the attacker's own keys.
        Map<String, List<String>> own = keys(addressed, attacker, List.of());
        owned
            .whole()
            .actions()
            .forEach(a -> requests.add(request(attacker, a, addressed.resource(), victim, own)));
      }
    }
    owned
        .whole()
        .actions()
        .forEach(
            a -> requests.add(request(attacker, a, owned.whole().resource(), victim, Map.of())));
    return requests;
  }

  private static AccessRequest request(
      TenantId attacker,
      String action,
      String resource,
      TenantId victim,
      Map<String, List<String>> keys) {
    Map<String, List<String>> context = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    context.putAll(USUAL);
    context.putAll(keys);
    return new AccessRequest(session(attacker), action, fill(resource, victim), context);
  }

  private static Map<String, List<String>> keys(
      ForeignRequest addressed, TenantId victim, List<String> also) {
    Map<String, List<String>> keys = new TreeMap<>();
    addressed
        .keys()
        .forEach(
            (key, shape) -> {
              if (shape instanceof KeyShape.Single single) {
                keys.put(key, List.of(fill(single.pattern(), victim)));
              } else if (shape instanceof KeyShape.AmongSeveral several) {
                List<String> values = new ArrayList<>(also);
                values.add(fill(several.pattern(), victim));
                keys.put(key, values);
              }
            });
    return keys;
  }

  private static String fill(String pattern, TenantId tenant) {
    return pattern.replace(TenantResourceScope.TENANT, tenant.value()).replace("*", "x1");
  }
}
