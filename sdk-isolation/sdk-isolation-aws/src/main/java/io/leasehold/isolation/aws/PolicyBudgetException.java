package io.leasehold.isolation.aws;

import io.leasehold.isolation.IsolationException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A blueprint makes a session policy that is longer than STS takes. */
public final class PolicyBudgetException extends IsolationException {

  private final int characters;
  private final transient Map<String, Integer> charactersByScope;

  PolicyBudgetException(String blueprint, int characters, Map<String, Integer> charactersByScope) {
    super(
        "LH-ISO-102",
        ("the session policy of blueprint %s takes %d characters and STS takes %d: %s; spread the"
                + " scopes over several blueprints")
            .formatted(blueprint, characters, SessionPolicy.MAX_CHARACTERS, charactersByScope),
        null);
    this.characters = characters;
    this.charactersByScope = Collections.unmodifiableMap(new LinkedHashMap<>(charactersByScope));
  }

  /** The length of the whole policy. */
  public int characters() {
    return characters;
  }

  /** The length of each scope's statements by themselves, by the scope's label. */
  public Map<String, Integer> charactersByScope() {
    return charactersByScope;
  }
}
