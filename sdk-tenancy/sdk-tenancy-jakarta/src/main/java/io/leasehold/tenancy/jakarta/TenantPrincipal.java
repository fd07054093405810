package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.token.VerifiedToken;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * The caller whose token was verified. Immutable and thread-safe.
 *
 * <p>It is a MicroProfile {@link JsonWebToken}, so {@code @Inject JsonWebToken} and {@code @Claim}
 * work. Claims are texts, numbers, booleans, lists and maps; {@code aud} and {@code groups} are
 * sets of texts.
 */
public final class TenantPrincipal implements JsonWebToken {

  private static final String RAW_TOKEN = "raw_token";

  private final VerifiedToken token;
  private final String rawToken;

  /**
   * Creates the caller.
   *
   * @param token what the token says
   * @param rawToken the token itself
   */
  public TenantPrincipal(VerifiedToken token, String rawToken) {
    this.token = Objects.requireNonNull(token, "token");
    this.rawToken = Objects.requireNonNull(rawToken, "rawToken");
  }

  /** What the token says. */
  public VerifiedToken token() {
    return token;
  }

  /** The first of {@code upn}, {@code preferred_username} and {@code sub} that is a text. */
  @Override
  public String getName() {
    if (token.claims().get("upn") instanceof String upn) {
      return upn;
    }
    return token.claims().get("preferred_username") instanceof String name ? name : token.subject();
  }

  @Override
  public Set<String> getClaimNames() {
    Set<String> names = new HashSet<>(token.claims().keySet());
    names.add(RAW_TOKEN);
    return names;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"})
  public <T> T getClaim(String name) {
    return (T) valueOf(name);
  }

  private @Nullable Object valueOf(String name) {
    return switch (name) {
      case RAW_TOKEN -> rawToken;
      case "aud" -> token.audience();
      case "groups" -> token.roles();
      default -> token.claims().get(name);
    };
  }

  /** Without the token and its claims. */
  @Override
  public String toString() {
    return "TenantPrincipal[" + token + "]";
  }
}
