package io.leasehold.tenancy.token;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns verified claims into an immutable {@link VerifiedToken}. */
final class ClaimsReading {

  private ClaimsReading() {}

  static VerifiedToken token(JWTClaimsSet claims, TrustedIssuer issuer) {
    // Sets and maps of the JDK that cannot be changed, so that the token need not copy them again.
    Map<String, Object> members = topLevel(claims.getClaims());
    return new VerifiedToken(
        claims.getIssuer(),
        claims.getSubject(),
        Set.copyOf(claims.getAudience()),
        claims.getExpirationTime().toInstant(),
        issuer.tenants().read(members),
        issuer.roles().read(members),
        members);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // An array of entries has no other type.
  private static Map<String, Object> topLevel(Map<String, @Nullable Object> source) {
    List<Map.Entry<String, Object>> entries = new ArrayList<>(source.size());
    for (Map.Entry<String, @Nullable Object> claim : source.entrySet()) {
      Object value = claim.getValue();
      if (value != null) {
        entries.add(Map.entry(claim.getKey(), immutable(value)));
      }
    }
    return Map.ofEntries(entries.toArray(new Map.Entry[0]));
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
    if (value instanceof String) {
      return value;
    }
    if (value instanceof Map<?, ?> map) {
      return members(map);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>(list.size());
      for (Object element : list) {
        copy.add(element == null ? null : immutable(element));
      }
      return Collections.unmodifiableList(copy);
    }
    return value instanceof Date time ? (Object) time.toInstant().getEpochSecond() : value;
  }
}
