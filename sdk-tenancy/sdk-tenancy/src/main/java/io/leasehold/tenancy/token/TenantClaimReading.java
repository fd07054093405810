package io.leasehold.tenancy.token;

import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.token.TenantClaim.Kind;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one claim by one mapping. */
final class TenantClaimReading {

  private final ClaimMapping mapping;
  private final String source;

  TenantClaimReading(ClaimMapping mapping) {
    this.mapping = mapping;
    this.source = "claim " + mapping.path().spoken();
  }

  TenantClaim read(Map<String, Object> claims) {
    Object value = mapping.path().in(claims).orElse(null);
    if (value == null) {
      return new TenantClaim.Absent(source);
    }
    return switch (mapping.form()) {
      case ONE -> one(value);
      case MEMBERSHIPS -> memberships(names(value));
      case MEMBERSHIP_IDS -> memberships(ids(value));
    };
  }

  private TenantClaim one(Object value) {
    return Optional.of(value)
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .flatMap(this::ours)
        .<TenantClaim>map(name -> new TenantClaim.One(kind(), name, source))
        .orElseGet(() -> malformed("is not one tenant name"));
  }

  /** All or nothing where the structure is concerned; a name that can be no tenant's is skipped. */
  private TenantClaim memberships(@Nullable Collection<?> members) {
    if (members == null || !members.stream().allMatch(String.class::isInstance)) {
      return malformed("is no set of tenant names");
    }
    if (members.size() > ClaimMapping.MAX_MEMBERSHIPS) {
      return malformed("has more than " + ClaimMapping.MAX_MEMBERSHIPS + " members");
    }
    Set<String> names = new HashSet<>();
    members.forEach(member -> ours((String) member).ifPresent(names::add));
    return names.isEmpty()
        ? new TenantClaim.Absent(source)
        : new TenantClaim.Memberships(kind(), names, source);
  }

  private static @Nullable Collection<?> names(Object value) {
    if (value instanceof Map<?, ?> byName) {
      return byName.keySet();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    return value instanceof String single ? List.of(single) : null;
  }

  private static @Nullable Collection<?> ids(Object value) {
    if (!(value instanceof Map<?, ?> byName)) {
      return null;
    }
    return byName.values().stream()
        .map(entry -> entry instanceof Map<?, ?> members ? members.get("id") : null)
        .map(id -> id == null ? (Object) false : id)
        .toList();
  }

  private Optional<String> ours(String name) {
    return mapping.tenants().isEmpty()
        ? Optional.of(name).filter(mapping.kind()::accepts)
        : Optional.ofNullable(mapping.tenants().get(name)).map(TenantId::value);
  }

  private Kind kind() {
    return mapping.tenants().isEmpty() ? mapping.kind() : Kind.ID;
  }

  private TenantClaim malformed(String reason) {
    return new TenantClaim.Malformed(source, reason);
  }
}
