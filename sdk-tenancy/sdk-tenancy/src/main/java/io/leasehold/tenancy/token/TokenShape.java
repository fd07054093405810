package io.leasehold.tenancy.token;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What makes a token of an issuer an access token: an issuer signs others with the same key, whose
 * claims could pass for an access token's. Immutable data, so that it lies in a table.
 *
 * @param types the accepted {@code typ} headers, in lower case and without {@code application/}
 * @param typeOptional whether a token without {@code typ} is accepted
 * @param audienceClaim the top-level claim that the issuer's audiences are looked for in
 * @param required top-level claims that must be exactly this text
 */
public record TokenShape(
    Set<String> types, boolean typeOptional, String audienceClaim, Map<String, String> required) {

  /** {@code JWT}, {@code at+jwt} or no {@code typ} at all, and {@code aud}. */
  public static final TokenShape DEFAULT =
      new TokenShape(Set.of("jwt", "at+jwt"), true, "aud", Map.of());

  private static final String PREFIX = "application/";

  /**
   * Validates and copies.
   *
   * @throws IllegalArgumentException if no type is accepted, or the audience claim has no name
   */
  public TokenShape {
    types = types.stream().map(TokenShape::plain).collect(Collectors.toUnmodifiableSet());
    required = Map.copyOf(required);
    Objects.requireNonNull(audienceClaim, "audienceClaim");
    if (audienceClaim.isEmpty() || (types.isEmpty() && !typeOptional)) {
      throw new IllegalArgumentException("a token shape needs a typ and an audience claim");
    }
  }

  /** Access tokens by RFC 9068: {@code typ} must be {@code at+jwt}. */
  public static TokenShape rfc9068() {
    return new TokenShape(Set.of("at+jwt"), false, "aud", Map.of());
  }

  /**
   * Amazon Cognito's access tokens: they have no {@code aud}, so the audience is the {@code
   * client_id}, and {@code token_use} keeps ID tokens out.
   */
  public static TokenShape cognitoAccess() {
    return DEFAULT.withAudienceClaim("client_id").requiring("token_use", "access");
  }

  /** Amazon Cognito's ID tokens, which carry {@code custom:} attributes without a trigger. */
  public static TokenShape cognitoId() {
    return DEFAULT.requiring("token_use", "id");
  }

  /** Keycloak's access tokens: its ID tokens have the same header and another {@code typ} claim. */
  public static TokenShape keycloakAccess() {
    return DEFAULT.requiring("typ", "Bearer");
  }

  /** The same shape with the audience in another claim. */
  public TokenShape withAudienceClaim(String name) {
    return new TokenShape(types, typeOptional, name, required);
  }

  /** The same shape with one more claim that must be exactly this text. */
  public TokenShape requiring(String claim, String text) {
    Map<String, String> more = new HashMap<>(required);
    more.put(claim, text);
    return new TokenShape(types, typeOptional, audienceClaim, more);
  }

  boolean acceptsType(@Nullable String type) {
    return type == null ? typeOptional : types.contains(plain(type));
  }

  private static String plain(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    return lower.startsWith(PREFIX) ? lower.substring(PREFIX.length()) : lower;
  }
}
