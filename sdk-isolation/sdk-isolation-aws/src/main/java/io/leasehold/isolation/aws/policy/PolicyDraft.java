package io.leasehold.isolation.aws.policy;

import io.leasehold.isolation.proof.PolicyTemplate;
import io.leasehold.tenancy.TenantId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A blueprint in the shape of one delivery, whether it fits or not. Immutable.
 *
 * @param limit how many characters a text may have
 * @param texts how many texts a part may have
 */
record PolicyDraft(PolicyDelivery delivery, List<PolicyPart> parts, int limit, int texts) {

  static final TenantId LONGEST_TENANT = TenantId.of("x".repeat(63));

  boolean fits() {
    return parts.stream().allMatch(part -> part.texts().size() <= texts)
        && charactersByText().values().stream().allMatch(characters -> characters <= limit);
  }

  int characters() {
    return charactersByText().values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The length of each text for the longest tenant id, or with the variable in its place. */
  Map<String, Integer> charactersByText() {
    Map<String, Integer> characters = new LinkedHashMap<>();
    for (PolicyPart part : parts) {
      for (int i = 0; i < part.texts().size(); i++) {
        characters.put(
            delivery + " " + part.name() + (part.texts().size() > 1 ? " " + (i + 1) : ""),
            characters(part.texts().get(i), delivery));
      }
    }
    return Collections.unmodifiableMap(characters);
  }

  static int characters(PolicyTemplate template, PolicyDelivery delivery) {
    String json = template.json();
    int perHole = delivery.byTag() ? TenantTag.VARIABLE.length() : LONGEST_TENANT.value().length();
    int holes = Pattern.compile(PolicyTemplate.HOLE, Pattern.LITERAL).split(json, -1).length - 1;
    return json.length() + holes * (perHole - PolicyTemplate.HOLE.length());
  }

  @Override
  public String toString() {
    return charactersByText() + " where AWS takes " + texts + " of " + limit;
  }
}
