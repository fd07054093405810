package io.leasehold.isolation.aws.policy;

import io.leasehold.isolation.IsolationException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A blueprint makes policies that are longer than AWS takes. Nothing is left out to make it fit.
 */
public final class PolicyBudgetException extends IsolationException {

  private final int characters;
  private final transient Map<String, Integer> charactersByScope;
  private final transient Map<String, Integer> charactersByPart;

  PolicyBudgetException(String blueprint, int characters, Map<String, Integer> charactersByScope) {
    super(
        "LH-ISO-102",
        ("the session policy of blueprint %s takes %d characters and STS takes %d: %s; spread the"
                + " scopes over several blueprints, or choose another PolicyDelivery")
            .formatted(blueprint, characters, SessionPolicy.MAX_CHARACTERS, charactersByScope),
        null);
    this.characters = characters;
    this.charactersByScope = copy(charactersByScope);
    this.charactersByPart = Map.of("all", characters);
  }

  PolicyBudgetException(
      String blueprint, List<PolicyDraft> tried, Map<String, Integer> charactersByScope) {
    super(
        "LH-ISO-102",
        "the policy of blueprint %s does not fit: %s; by scope: %s; %s"
            .formatted(
                blueprint,
                tried.stream().map(PolicyDraft::toString).collect(Collectors.joining("; ")),
                charactersByScope,
                "spread the scopes over several blueprints"
                    + (tried.size() == 1 ? ", or choose another PolicyDelivery" : "")),
        null);
    this.characters = tried.get(0).characters();
    this.charactersByScope = copy(charactersByScope);
    Map<String, Integer> byPart = new LinkedHashMap<>();
    tried.forEach(draft -> byPart.putAll(draft.charactersByText()));
    this.charactersByPart = Collections.unmodifiableMap(byPart);
  }

  private static Map<String, Integer> copy(Map<String, Integer> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** The length of the whole policy, in the first way that was tried. */
  public int characters() {
    return characters;
  }

  /** The length of each scope's statements by themselves, by the scope's label. */
  public Map<String, Integer> charactersByScope() {
    return charactersByScope;
  }

  /** The length of each text that would be delivered, by delivery and part. */
  public Map<String, Integer> charactersByPart() {
    return charactersByPart;
  }
}
