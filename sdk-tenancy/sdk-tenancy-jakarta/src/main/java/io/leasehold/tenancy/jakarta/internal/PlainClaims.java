package io.leasehold.tenancy.jakarta.internal;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The claims of a container's token as plain texts, numbers, booleans, lists and maps. */
public final class PlainClaims {

  private PlainClaims() {}

  /** Every claim that is not null; what is none of those kinds is left out. */
  public static Map<String, Object> of(JsonWebToken token) {
    Map<String, Object> claims = new LinkedHashMap<>();
    for (String name : token.getClaimNames()) {
      Object value = token.getClaim(name);
      if (!name.equals("raw_token")) {
        plain(value).ifPresent(claim -> claims.put(name, claim));
      }
    }
    return claims;
  }

  private static Optional<Object> plain(Object value) {
    if (value instanceof JsonValue json) {
      return plainJson(json);
    }
    if (value instanceof Collection<?> entries) {
      return Optional.of(list(entries));
    }
    if (value instanceof Map<?, ?> members) {
      return Optional.of(map(members));
    }
    return value instanceof String || value instanceof Number || value instanceof Boolean
        ? Optional.of(value)
        : Optional.empty();
  }

  private static Optional<Object> plainJson(JsonValue json) {
    return switch (json.getValueType()) {
      case STRING -> Optional.of(((JsonString) json).getString());
      case NUMBER -> Optional.of(number((JsonNumber) json));
      case TRUE -> Optional.of(true);
      case FALSE -> Optional.of(false);
      case ARRAY -> Optional.of(list((JsonArray) json));
      case OBJECT -> Optional.of(map((JsonObject) json));
      case NULL -> Optional.empty();
    };
  }

  private static Object number(JsonNumber number) {
    return number.isIntegral() ? (Object) number.longValue() : (Object) number.doubleValue();
  }

  private static List<Object> list(Collection<?> entries) {
    return entries.stream().map(PlainClaims::plain).flatMap(Optional::stream).toList();
  }

  private static Map<String, Object> map(Map<?, ?> members) {
    Map<String, Object> plain = new LinkedHashMap<>();
    members.forEach(
        (name, value) -> plain(value).ifPresent(one -> plain.put(String.valueOf(name), one)));
    return Map.copyOf(plain);
  }
}
