package io.leasehold.labs.demo.signin;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Signs a user in as a browser would: authorization code with PKCE, over HTTP. */
final class CodeFlow {

  private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");
  private static final Pattern ACCESS_TOKEN =
      Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");
  private static final String REDIRECT = "http://demo.localhost/signed-in";

  private final HttpClient http = HttpClient.newHttpClient();
  private final SignInServer server;

  CodeFlow(SignInServer server) {
    this.server = server;
  }

  String accessToken(DemoUser user) {
    String issuer = server.issuer(user.issuer());
    CodeVerifier verifier = new CodeVerifier();
    String challenge = CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue();
    Map<String, String> query =
        Map.of(
            "client_id", SignInServer.CLIENT_ID,
            "response_type", "code",
            "scope", "openid",
            "redirect_uri", REDIRECT,
            "state", "demo",
            "code_challenge", challenge,
            "code_challenge_method", "S256");
    HttpResponse<String> redirect =
        post(issuer + "/authorize?" + form(query), Map.of("username", user.username()));
    String code = first(CODE, redirect.headers().firstValue("location").orElse(""), redirect);
    HttpResponse<String> tokens =
        post(
            issuer + "/token",
            Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                REDIRECT,
                "client_id",
                SignInServer.CLIENT_ID,
                "code_verifier",
                verifier.getValue()));
    return first(ACCESS_TOKEN, tokens.body(), tokens);
  }

  /** A request that says nothing, for signing tokens without a flow. */
  static TokenRequest anyTokenRequest() {
    return new TokenRequest.Builder(
            URI.create("http://127.0.0.1/token"),
            new ClientID(SignInServer.CLIENT_ID),
            new AuthorizationCodeGrant(new AuthorizationCode("none"), URI.create(REDIRECT)))
        .build();
  }

  private HttpResponse<String> post(String uri, Map<String, String> fields) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(fields)))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException broken) {
      throw new UncheckedIOException("the simulated sign-in did not answer at " + uri, broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while signing in", interrupted);
    }
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static String first(Pattern pattern, String text, HttpResponse<String> answer) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException(
          "the simulated sign-in answered " + answer.statusCode() + ": " + answer.body());
    }
    return matcher.group(1);
  }
}
