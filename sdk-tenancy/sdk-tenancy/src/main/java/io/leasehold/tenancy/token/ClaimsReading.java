package io.leasehold.tenancy.token;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns verified claims into an immutable {@link VerifiedToken}. */
final class ClaimsReading {

  private ClaimsReading() {}

  static VerifiedToken token(JWTClaimsSet claims, TrustedIssuer issuer) {
    Map<String, Object> members = members(claims.getClaims());
    return new VerifiedToken(
        claims.getIssuer(),
        claims.getSubject(),
        new HashSet<>(claims.getAudience()),
        claims.getExpirationTime().toInstant(),
        issuer.tenants().read(members),
        issuer.roles().read(members),
        members);
  }

  private static Map<String, Object> members(Map<?, ?> source) {
    Map<String, Object> copy = new LinkedHashMap<>();
    source.forEach(
        (name, value) -> {
          if (value != null) {
            copy.put(String.valueOf(name), immutable(value));
          }
        });
    return Collections.unmodifiableMap(copy);
  }

  private static Object immutable(Object value) {
    if (value instanceof Map<?, ?> map) {
      return members(map);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(element -> copy.add(element == null ? null : immutable(element)));
      return Collections.unmodifiableList(copy);
    }
    return value instanceof Date time ? (Object) time.toInstant().getEpochSecond() : value;
  }
}
