package io.leasehold.isolation.explain;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What AWS's message of an access denied error says. Parts of such a message are chosen by whoever
 * made the request (the key of an object, for instance), so it is read strictly: the reason is only
 * taken from where the resource has certainly ended. Immutable.
 *
 * @param principal the ARN of who asked
 * @param action what was asked for
 * @param resource on which thing; {@code *} if the message names none
 * @param explicit whether a statement denies it
 * @param policy which kind of policy was in the way, such as {@code session policy}; empty if the
 *     message does not tell
 * @param policyArn which policy that was; only told inside an account or organization
 */
public record DenialMessage(
    String principal,
    String action,
    String resource,
    boolean explicit,
    Optional<String> policy,
    Optional<String> policyArn) {

  private static final int LONGEST = 8192;
  private static final String USER = "User: ";
  private static final String MAY_NOT = " is not authorized to perform: ";
  private static final String ON = " on resource: ";
  // What the SDK for Java appends to the service's words.
  private static final String BY_SDK = " (Service: ";

  private static final Pattern ACTION = Pattern.compile("[A-Za-z0-9-]{1,64}:[A-Za-z0-9]{1,128}");
  private static final Pattern IMPLICIT =
      Pattern.compile("because no ([A-Za-z -]{1,40}?) allows the (\\S{1,200}) action");
  private static final Pattern EXPLICIT =
      Pattern.compile(
          "with an explicit deny(?: in an? ([A-Za-z -]{1,40}?)(?:: (arn:\\S{1,400}))?)?");

  /** Reads a message; empty if it is none that tells who was refused what. */
  public static Optional<DenialMessage> read(String message) {
    String text = message.length() > LONGEST ? message.substring(0, LONGEST) : message;
    int by = text.lastIndexOf(BY_SDK);
    text = by < 0 ? text : text.substring(0, by);
    int user = text.indexOf(USER);
    int mayNot = text.indexOf(MAY_NOT, Math.max(user, 0));
    if (user < 0 || mayNot < 0) {
      return Optional.empty();
    }
    String principal = text.substring(user + USER.length(), mayNot);
    String rest = text.substring(mayNot + MAY_NOT.length());
    int end = endOfToken(rest);
    String action = rest.substring(0, end);
    if (principal.isEmpty() || endOfToken(principal) < principal.length()) {
      return Optional.empty();
    }
    if (!ACTION.matcher(action).matches()) {
      return Optional.empty();
    }
    return Optional.of(tail(principal, action, rest.substring(end)));
  }

  private static DenialMessage tail(String principal, String action, String tail) {
    if (!tail.startsWith(ON)) {
      return reasoned(principal, action, "*", tail.strip());
    }
    String rest = tail.substring(ON.length());
    // S3 quotes, since a key may have spaces; the reason has no quotes, so the last one closes.
    int close = rest.startsWith("\"") ? rest.lastIndexOf('"') : -1;
    if (close > 0) {
      return reasoned(
          principal, action, rest.substring(1, close), rest.substring(close + 1).strip());
    }
    int end = endOfToken(rest);
    return reasoned(principal, action, rest.substring(0, end), rest.substring(end).strip());
  }

  private static DenialMessage reasoned(
      String principal, String action, String resource, String reason) {
    String plain = reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    Matcher implicit = IMPLICIT.matcher(plain);
    if (implicit.matches() && implicit.group(2).equalsIgnoreCase(action)) {
      return new DenialMessage(
          principal, action, resource, false, Optional.of(implicit.group(1)), Optional.empty());
    }
    Matcher explicit = EXPLICIT.matcher(plain);
    if (explicit.matches()) {
      return new DenialMessage(
          principal,
          action,
          resource,
          true,
          Optional.ofNullable(explicit.group(1)),
          Optional.ofNullable(explicit.group(2)));
    }
    return new DenialMessage(
        principal, action, resource, false, Optional.empty(), Optional.empty());
  }

  private static int endOfToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isWhitespace(text.charAt(i))) {
        return i;
      }
    }
    return text.length();
  }

  /** What the session is called, if a session of a role asked. */
  Optional<String> sessionName() {
    int slash = principal.lastIndexOf('/');
    return principal.contains(":assumed-role/") && slash > 0
        ? Optional.of(principal.substring(slash + 1))
        : Optional.empty();
  }
}
