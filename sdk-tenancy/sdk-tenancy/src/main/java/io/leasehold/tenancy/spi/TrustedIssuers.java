package io.leasehold.tenancy.spi;

import io.leasehold.tenancy.token.TrustedIssuer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The closed table of token issuers. What is not in it is not trusted; nothing of a token, its
 * {@code iss} included, is ever used to build an address.
 *
 * <p>Implementations are thread-safe. {@link TrustedIssuers#of} is the one for a fixed list; wrap
 * one that asks a database in {@code token.CachingTrustedIssuers}.
 */
@FunctionalInterface
public interface TrustedIssuers {

  /**
   * The entry whose issuer equals the text, character by character.
   *
   * @param issuer an {@code iss} value that nobody has verified yet
   * @throws RuntimeException if the table cannot be read; callers answer "unavailable", never "not
   *     trusted"
   */
  Optional<TrustedIssuer> find(String issuer);

  /**
   * A table that never changes.
   *
   * @throws IllegalStateException if two entries have the same issuer
   */
  static TrustedIssuers of(TrustedIssuer... issuers) {
    Map<String, TrustedIssuer> table =
        Arrays.stream(issuers)
            .collect(Collectors.toUnmodifiableMap(TrustedIssuer::issuer, Function.identity()));
    return issuer -> Optional.ofNullable(table.get(issuer));
  }
}
