package io.leasehold.tenancy.propagation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The keys of one service at one time: one that signs, and those that are accepted. Immutable.
 *
 * <p>To change the key without losing a message, in three steps, each on all services before the
 * next: accept the new key; sign with it and accept the old one; drop the old one once everything
 * signed with it has expired.
 */
public final class PropagationKeys {

  private final PropagationKey signing;
  private final Map<String, PropagationKey> accepted;

  private PropagationKeys(PropagationKey signing, Map<String, PropagationKey> accepted) {
    this.signing = signing;
    this.accepted = accepted;
  }

  /** One key, for signing and accepting. */
  public static PropagationKeys signingWith(PropagationKey key) {
    return new PropagationKeys(Objects.requireNonNull(key, "key"), Map.of(key.id(), key));
  }

  /**
   * The same, with more keys accepted.
   *
   * @throws IllegalArgumentException if two keys have one id
   */
  public PropagationKeys accepting(PropagationKey... more) {
    Map<String, PropagationKey> all = new LinkedHashMap<>(accepted);
    Arrays.stream(more)
        .forEach(
            key -> {
              if (all.put(key.id(), key) != null) {
                throw new IllegalArgumentException("two keys have the id " + key.id());
              }
            });
    return new PropagationKeys(signing, Map.copyOf(all));
  }

  PropagationKey signing() {
    return signing;
  }

  Optional<PropagationKey> accepted(String id) {
    return Optional.ofNullable(accepted.get(id));
  }

  /** The ids, without the secrets. */
  @Override
  public String toString() {
    return "PropagationKeys[signing " + signing.id() + ", accepting " + accepted.keySet() + "]";
  }
}
