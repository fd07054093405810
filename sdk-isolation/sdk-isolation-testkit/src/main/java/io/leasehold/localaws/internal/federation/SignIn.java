package io.leasehold.localaws.internal.federation;

import io.leasehold.localaws.internal.access.Authenticator;
import io.leasehold.localaws.internal.access.Ids;
import io.leasehold.localaws.internal.access.Principal;
import io.leasehold.localaws.internal.server.Router;
import io.leasehold.localaws.internal.sigv4.AuthenticationFailure;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.AwsResponse;
import io.leasehold.localaws.internal.wire.Json;
import io.leasehold.localaws.internal.wire.Parameters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sign-in endpoint: turns a session into a sign-in token, and a sign-in token into a page that
 * stands for the console. Thread-safe.
 */
public final class SignIn implements Router.SignInPage {

  private static final Duration TOKEN_LIVES = Duration.ofMinutes(15);
  private static final int SHORTEST = 900;
  private static final int LONGEST = 43_200;
  private static final int LONGEST_CHAINED = 3600;

  private record Ticket(Principal.Session session, Instant validUntil) {}

  private final Authenticator authenticator;
  private final Clock clock;
  private final Map<String, Ticket> tickets = new ConcurrentHashMap<>();

  /** Creates the endpoint. */
  public SignIn(Authenticator authenticator, Clock clock) {
    this.authenticator = authenticator;
    this.clock = clock;
  }

  @Override
  public AwsResponse answer(AwsRequest request) {
    Parameters parameters = parameters(request);
    try {
      return switch (parameters.find("Action").orElse("")) {
        case "getSigninToken" -> getSigninToken(parameters);
        case "login" -> login(parameters);
        default -> throw invalid("Action is getSigninToken or login");
      };
    } catch (AwsException refusal) {
      return page(ConsolePage.refusal(refusal.text()), refusal.status());
    } catch (AuthenticationFailure failure) {
      return page(ConsolePage.refusal("The session is not valid: " + failure.text()), 400);
    }
  }

  // GET puts the parameters into the query string, POST into the body.
  private static Parameters parameters(AwsRequest request) {
    List<Parameters.Parameter> all = new ArrayList<>(request.query().all());
    if (request.method().equals("POST")) {
      all.addAll(Parameters.parse(request.text(), true).all());
    }
    return new Parameters(all);
  }

  private AwsResponse getSigninToken(Parameters parameters) {
    var session = Json.read(required(parameters, "Session"));
    Principal principal =
        authenticator.identify(
            session.path("sessionId").asText(""),
            session.path("sessionKey").asText(""),
            Optional.of(session.path("sessionToken").asText("")));
    if (!(principal instanceof Principal.Session temporary)) {
      throw invalid("only temporary credentials can sign in");
    }
    parameters.find("SessionDuration").ifPresent(text -> requireDuration(text, temporary));
    Instant now = clock.instant();
    tickets.values().removeIf(ticket -> now.isAfter(ticket.validUntil()));
    String token = Ids.token(120);
    tickets.put(token, new Ticket(temporary, now.plus(TOKEN_LIVES)));
    String body = Json.write(Json.object().put("SigninToken", token));
    return AwsResponse.text(200, "application/json", body).with("Cache-Control", "no-store");
  }

  private static void requireDuration(String text, Principal.Session session) {
    int seconds;
    try {
      seconds = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw invalid("SessionDuration is a number of seconds");
    }
    int longest = session.chained() ? LONGEST_CHAINED : LONGEST;
    if (seconds < SHORTEST || seconds > longest) {
      throw invalid("SessionDuration is from " + SHORTEST + " to " + longest + " seconds");
    }
  }

  private AwsResponse login(Parameters parameters) {
    String destination = required(parameters, "Destination");
    Ticket ticket = tickets.get(required(parameters, "SigninToken"));
    if (ticket == null || clock.instant().isAfter(ticket.validUntil())) {
      throw invalid("The sign-in token is not valid or older than 15 minutes");
    }
    return page(ConsolePage.signedIn(ticket.session(), destination), 200);
  }

  private static String required(Parameters parameters, String name) {
    return parameters
        .find(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> invalid(name + " is missing"));
  }

  private static AwsException invalid(String message) {
    return AwsException.badRequest("InvalidRequest", message);
  }

  private static AwsResponse page(String html, int status) {
    return AwsResponse.text(status, "text/html; charset=utf-8", html)
        .with("Cache-Control", "no-store")
        .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        .with("Referrer-Policy", "no-referrer");
  }
}
