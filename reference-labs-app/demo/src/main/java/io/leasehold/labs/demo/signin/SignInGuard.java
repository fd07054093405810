package io.leasehold.labs.demo.signin;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequest;
import no.nav.security.mock.oauth2.http.OAuth2HttpResponse;
import no.nav.security.mock.oauth2.http.Route;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the mock server, which would otherwise sign whatever claims a form sends it. Here a
 * form can only name a listed user of that issuer; the claims are ours.
 */
final class SignInGuard implements Route {

  private static final Set<String> OPEN_ENDPOINTS =
      Set.of(".well-known/openid-configuration", "jwks", "endsession");
  private static final Set<String> GRANTS = Set.of("authorization_code", "refresh_token");

  private final SecureRandom random = new SecureRandom();
  private final Route mockServer;
  private final DemoUsers users;
  private final String clientId;
  private final String platformDomain;

  SignInGuard(Route mockServer, DemoUsers users, String clientId, String platformDomain) {
    this.mockServer = mockServer;
    this.users = users;
    this.clientId = clientId;
    this.platformDomain = platformDomain;
  }

  @Override
  public boolean match(OAuth2HttpRequest request) {
    return true;
  }

  @Override
  public OAuth2HttpResponse invoke(OAuth2HttpRequest request) {
    List<String> path = request.getOriginalUrl().pathSegments();
    String issuer = path.get(0);
    String endpoint = String.join("/", path.subList(1, path.size()));
    if (!users.hasIssuer(issuer)) {
      return refuse(404, "there is no such issuer here");
    }
    if (request.getMethod().equals("OPTIONS")) {
      return mockServer.invoke(request);
    }
    return switch (endpoint) {
      case "authorize" -> authorize(issuer, request);
      case "token" -> token(request);
      default ->
          OPEN_ENDPOINTS.contains(endpoint) && logoutTargetIsOurs(request)
              ? mockServer.invoke(request)
              : refuse(404, "there is no such endpoint here");
    };
  }

  private OAuth2HttpResponse authorize(String issuer, OAuth2HttpRequest request) {
    HttpUrl url = request.getOriginalUrl();
    if (!clientId.equals(url.queryParameter("client_id"))) {
      return refuse(400, "the client_id is not " + clientId);
    }
    if (!isOurs(url.queryParameter("redirect_uri"))) {
      return refuse(400, "the redirect_uri is not at a host of " + platformDomain);
    }
    if (!"S256".equals(url.queryParameter("code_challenge_method"))
        || url.queryParameter("code_challenge") == null) {
      return refuse(400, "this issuer wants PKCE with S256");
    }
    if (request.getMethod().equals("GET")) {
      return page(issuer);
    }
    String username = request.getFormParameters().get("username");
    Optional<DemoUser> user = username == null ? Optional.empty() : users.find(issuer, username);
    return user.map(known -> mockServer.invoke(signedIn(request, known)))
        .orElseGet(() -> refuse(403, "nobody of that name signs in at this issuer"));
  }

  private OAuth2HttpResponse token(OAuth2HttpRequest request) {
    String grant = request.getFormParameters().get("grant_type");
    return grant != null && GRANTS.contains(grant)
        ? mockServer.invoke(request)
        : refuse(400, "this issuer knows the grants " + GRANTS);
  }

  private OAuth2HttpRequest signedIn(OAuth2HttpRequest request, DemoUser user) {
    String body =
        "username=" + encode(user.username()) + "&claims=" + encode(users.claimsJson(user));
    return request.copy(request.getHeaders(), request.getMethod(), request.getOriginalUrl(), body);
  }

  private OAuth2HttpResponse page(String issuer) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Headers headers =
        Headers.of(
            "Content-Type",
            "text/html; charset=utf-8",
            "Cache-Control",
            "no-store",
            "Content-Security-Policy",
            "default-src 'none'; style-src 'nonce-" + nonce + "'; frame-ancestors 'none'");
    return new OAuth2HttpResponse(
        headers, 200, LoginPage.html(issuer, users.of(issuer), nonce), null);
  }

  private boolean logoutTargetIsOurs(OAuth2HttpRequest request) {
    String target = request.getOriginalUrl().queryParameter("post_logout_redirect_uri");
    return target == null || isOurs(target);
  }

  private boolean isOurs(@Nullable String uri) {
    if (uri == null) {
      return false;
    }
    try {
      String host = URI.create(uri).getHost();
      return host != null && host.endsWith("." + platformDomain);
    } catch (IllegalArgumentException notAUri) {
      return false;
    }
  }

  private static OAuth2HttpResponse refuse(int status, String why) {
    return new OAuth2HttpResponse(
        Headers.of("Content-Type", "text/plain; charset=utf-8"), status, why + "\n", null);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
