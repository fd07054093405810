package io.leasehold.tenancy.cache;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantSlug;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Writes a part of a key as its type, its length, a colon and itself. */
final class KeyText {

  private KeyText() {}

  static void append(StringBuilder text, Object part) {
    if (part instanceof String value) {
      append(text, 's', value);
    } else if (part instanceof Integer || part instanceof Long || part instanceof Short) {
      append(text, 'n', part.toString());
    } else if (part instanceof Boolean) {
      append(text, 'b', part.toString());
    } else if (part instanceof UUID) {
      append(text, 'u', part.toString());
    } else if (part instanceof Enum<?> constant) {
      append(text, 'e', constant.getDeclaringClass().getName() + "." + constant.name());
    } else if (part instanceof TenantId
        || part instanceof TenantSlug
        || part instanceof TenantDomain) {
      append(text, 'v', part.getClass().getSimpleName() + "." + part);
    } else {
      // Not toString(): that of an arbitrary object may be the same for two that differ.
      throw new IllegalArgumentException(
          "a part of a cache key is a text, a whole number, a boolean, a UUID, an enum constant or"
              + " an id; not a "
              + part.getClass().getName());
    }
  }

  static void append(StringBuilder text, char type, String value) {
    requireUnicode(value);
    text.append(type).append(value.length()).append(':').append(value);
  }

  static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  // UTF-8 has no half surrogates: encoders write '?' for each, and then two keys are one.
  private static void requireUnicode(String value) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      throw new IllegalArgumentException("a text in a cache key is not well-formed Unicode");
    }
  }
}
