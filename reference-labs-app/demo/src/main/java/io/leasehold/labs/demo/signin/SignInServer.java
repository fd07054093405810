package io.leasehold.labs.demo.signin;

import com.nimbusds.jose.JOSEObjectType;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.NettyWrapper;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequestHandler;
import no.nav.security.mock.oauth2.http.OAuth2HttpServer;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.OAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import okhttp3.HttpUrl;

/**
 * Several OpenID Connect issuers, each with its own key, on one loopback port: mock-oauth2-server
 * behind a guard that lets nobody choose claims. Thread-safe.
 */
public final class SignInServer implements AutoCloseable {

  /** The client that the front end is. */
  public static final String CLIENT_ID = "labs-web";

  /** The audience of access tokens: the API. */
  public static final String AUDIENCE = "labs-api";

  private static final Duration TOKEN_LIFE = Duration.ofHours(1);

  private final OAuth2TokenProvider tokens = new OAuth2TokenProvider();
  private final OAuth2HttpServer http = new NettyWrapper();
  private final DemoUsers users;
  private final int port;

  private SignInServer(int port, DemoUsers users, String platformDomain) {
    this.users = users;
    OAuth2Config config = new OAuth2Config(true, null, null, true, tokens, callbacks(users), http);
    SignInGuard guard =
        new SignInGuard(
            new OAuth2HttpRequestHandler(config).getAuthorizationServer(),
            users,
            CLIENT_ID,
            platformDomain);
    http.start(InetAddress.getLoopbackAddress(), port, guard);
    this.port = http.port();
  }

  /**
   * Starts the server.
   *
   * @param port the port on 127.0.0.1, or 0 for a free one
   * @param platformDomain the domain below which the application's hosts are; nobody is redirected
   *     elsewhere
   */
  public static SignInServer start(int port, DemoUsers users, String platformDomain) {
    return new SignInServer(port, users, platformDomain);
  }

  /** Where the issuers are; an issuer's identifier is this, a slash and its path segment. */
  public String baseUrl() {
    return "http://127.0.0.1:" + port;
  }

  /** The identifier of the issuer, as tokens carry it in {@code iss}. */
  public String issuer(String pathSegment) {
    return baseUrl() + "/" + pathSegment;
  }

  /** The users. */
  public DemoUsers users() {
    return users;
  }

  /** The access token that the user gets by signing in, through the real code flow. */
  public String signIn(String username) {
    return new CodeFlow(this).accessToken(users.named(username));
  }

  /**
   * A token signed by the issuer that says anything at all. For attack tests: it is what a
   * dishonest issuer could do, not what a user can.
   */
  public String insecureToken(
      String issuer, String subject, String audience, Map<String, Object> claims, Duration life) {
    OAuth2TokenCallback callback =
        new DefaultOAuth2TokenCallback(
            issuer,
            subject,
            JOSEObjectType.JWT.getType(),
            List.of(audience),
            claims,
            life.toSeconds());
    return tokens
        .accessToken(CodeFlow.anyTokenRequest(), HttpUrl.get(issuer(issuer)), callback, null)
        .serialize();
  }

  @Override
  public void close() {
    http.stop();
  }

  private static Set<OAuth2TokenCallback> callbacks(DemoUsers users) {
    Set<OAuth2TokenCallback> callbacks = new LinkedHashSet<>();
    users.all().stream()
        .map(DemoUser::issuer)
        .distinct()
        .forEach(
            issuer ->
                callbacks.add(
                    new DefaultOAuth2TokenCallback(
                        issuer,
                        "nobody",
                        JOSEObjectType.JWT.getType(),
                        List.of(AUDIENCE),
                        Map.of(),
                        TOKEN_LIFE.toSeconds())));
    return callbacks;
  }
}
