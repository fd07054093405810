package io.leasehold.localaws.internal.sts;

import io.leasehold.localaws.internal.access.AccessKey;
import io.leasehold.localaws.internal.access.AccessKeys;
import io.leasehold.localaws.internal.access.Ids;
import io.leasehold.localaws.internal.access.Principal;
import io.leasehold.localaws.internal.iam.IamWorld;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The temporary keys that were given out. Thread-safe. */
public final class Sessions implements AccessKeys {

  private static final int SWEEP_ABOVE = 20_000;
  private static final Duration KEPT_AFTER_EXPIRY = Duration.ofMinutes(15);

  private final Map<String, AccessKey> keys = new ConcurrentHashMap<>();
  private final IamWorld iam;
  private final Clock clock;

  /** Creates an empty store. */
  public Sessions(IamWorld iam, Clock clock) {
    this.iam = iam;
    this.clock = clock;
  }

  AccessKey open(Principal.Session session) {
    if (keys.size() > SWEEP_ABOVE) {
      Instant limit = clock.instant().minus(KEPT_AFTER_EXPIRY);
      keys.values()
          .removeIf(
              key ->
                  key.principal() instanceof Principal.Session old
                      && old.expiresAt().isBefore(limit));
    }
    AccessKey key =
        new AccessKey(
            Ids.unique("ASIA"), Ids.secret(), Optional.of("localaws" + Ids.token(150)), session);
    keys.put(key.id(), key);
    return key;
  }

  @Override
  public Optional<AccessKey> find(String accessKeyId) {
    // A deleted role takes its sessions along, even if another one has its name now.
    return Optional.ofNullable(keys.get(accessKeyId))
        .filter(
            key -> key.principal() instanceof Principal.Session session && iam.isAlive(session));
  }
}
