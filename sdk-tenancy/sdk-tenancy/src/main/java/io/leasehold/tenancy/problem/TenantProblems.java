package io.leasehold.tenancy.problem;

import io.leasehold.tenancy.resolution.TenantDecision;
import java.util.Optional;

/**
 * The answer to each refusal of {@code TenantEntry}. Two requests that are refused for the same
 * kind of reason get the same bytes, so an answer tells nothing about which tenants exist.
 */
public final class TenantProblems {

  /** No token where one is needed. */
  public static final Problem NO_TOKEN =
      Problem.of(401, "LH-TEN-101", "Sign in first", "This address needs an access token.");

  /** A token that is not good. */
  public static final Problem TOKEN_REJECTED =
      Problem.of(
          401,
          "LH-TEN-102",
          "The access token is not valid",
          "Sign in again; the token is expired, broken or not meant for this service.");

  /** No tenant at this host. */
  public static final Problem UNKNOWN_HOST =
      Problem.of(404, "LH-TEN-103", "Nothing is served here", "Check the host name.");

  /** The signals disagree, or the caller is not a member. */
  public static final Problem MISMATCH =
      Problem.of(
          403,
          "LH-TEN-104",
          "You are not a member here",
          "The access token is not for the tenant at this address; sign in at this address.");

  /** A member of a tenant that nobody may enter now. */
  public static final Problem NOT_ADMITTED =
      Problem.of(
          403,
          "LH-TEN-105",
          "Your organisation has no access at the moment",
          "Ask your administrator.");

  /** It cannot be decided now. */
  public static final Problem UNAVAILABLE =
      Problem.of(503, "LH-TEN-106", "Not available at the moment", "Try again in some seconds.");

  /** Not exactly one well-formed host. */
  public static final Problem MALFORMED_HOST =
      Problem.of(
          400, "LH-TEN-107", "Malformed request", "A request names exactly one well-formed host.");

  /** A member of some organisations, at an address that names none of them. */
  public static final Problem NOT_CHOSEN =
      Problem.of(
          400,
          "LH-TEN-108",
          "Choose an organisation",
          "This address names none of the organisations that you may enter; use the address of one.");

  /** An API key that is not good. */
  public static final Problem KEY_REJECTED =
      Problem.of(
          401,
          "LH-TEN-109",
          "The API key is not valid",
          "The key is unknown, expired or taken back, or it came together with an access token.");

  private TenantProblems() {}

  /** The answer; empty if the request may go on. */
  public static Optional<Problem> of(TenantDecision decision) {
    if (decision instanceof TenantDecision.Admitted
        || decision instanceof TenantDecision.Anonymous) {
      return Optional.empty();
    }
    if (decision instanceof TenantDecision.NoToken) {
      return Optional.of(NO_TOKEN);
    }
    if (decision instanceof TenantDecision.TokenRejected) {
      return Optional.of(TOKEN_REJECTED);
    }
    if (decision instanceof TenantDecision.UnknownHost) {
      return Optional.of(UNKNOWN_HOST);
    }
    if (decision instanceof TenantDecision.Mismatch) {
      return Optional.of(MISMATCH);
    }
    if (decision instanceof TenantDecision.NotAdmitted) {
      return Optional.of(NOT_ADMITTED);
    }
    if (decision instanceof TenantDecision.MalformedHost) {
      return Optional.of(MALFORMED_HOST);
    }
    if (decision instanceof TenantDecision.NotChosen) {
      return Optional.of(NOT_CHOSEN);
    }
    if (decision instanceof TenantDecision.KeyRejected) {
      return Optional.of(KEY_REJECTED);
    }
    // Unavailable; and should there ever be another outcome, it must not let anybody in.
    return Optional.of(UNAVAILABLE);
  }
}
