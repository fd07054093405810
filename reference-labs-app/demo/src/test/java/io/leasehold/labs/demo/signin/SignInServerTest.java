package io.leasehold.labs.demo.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SignInServerTest {

  private static final String QUERY =
      "?client_id=labs-web&response_type=code&scope=openid&state=s"
          + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"
          + "&redirect_uri=";
  private static SignInServer server;

  @BeforeAll
  static void start() {
    server =
        SignInServer.start(
            0,
            new DemoUsers(
                List.of(
                    new DemoUser("acme", "acme", "ada", "Ada", List.of("learner")),
                    new DemoUser("pool", "globex", "bob", "Bob", List.of("learner")))),
            "localhost");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theTokenOfAUserSaysWhatTheListSays() throws Exception {
    SignedJWT token = SignedJWT.parse(server.signIn("bob"));

    assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo(server.issuer("pool"));
    assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("bob");
    assertThat(token.getJWTClaimsSet().getAudience()).containsExactly("labs-api");
    assertThat(token.getJWTClaimsSet().getStringClaim("tenant_id")).isEqualTo("globex");
    assertThat(token.getJWTClaimsSet().getStringListClaim("groups")).containsExactly("learner");
  }

  @Test
  void issuersDoNotShareAKey() throws Exception {
    assertThat(get("/acme/jwks").body()).isNotEqualTo(get("/pool/jwks").body());
  }

  @Test
  void thePageListsTheUsersOfItsIssuerOnly() throws Exception {
    assertThat(get("/acme/authorize" + QUERY + "http://acme.localhost/").body())
        .contains("Ada")
        .doesNotContain("Bob");
  }

  @Test
  void claimsTypedIntoTheFormAreIgnored() throws Exception {
    HttpResponse<String> answer =
        post(
            "/acme/authorize" + QUERY + "http://acme.localhost/",
            "username=ada&claims=%7B%22tenant_id%22%3A%22globex%22%7D");
    String code =
        answer.headers().firstValue("location").orElseThrow().replaceAll(".*code=([^&]*).*", "$1");
    HttpResponse<String> tokens =
        post(
            "/acme/token",
            "grant_type=authorization_code&client_id=labs-web&code="
                + code
                + "&redirect_uri=http://acme.localhost/"
                + "&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    String token = tokens.body().replaceAll("(?s).*\"access_token\"\\s*:\\s*\"([^\"]+)\".*", "$1");

    assertThat(SignedJWT.parse(token).getJWTClaimsSet().getStringClaim("tenant_id"))
        .isEqualTo("acme");
  }

  @Test
  void aUserOfAnotherIssuerCannotSignIn() throws Exception {
    assertThat(
            post("/acme/authorize" + QUERY + "http://acme.localhost/", "username=bob").statusCode())
        .isEqualTo(403);
  }

  @Test
  void aWrongVerifierGetsNoToken() throws Exception {
    HttpResponse<String> answer =
        post("/acme/authorize" + QUERY + "http://acme.localhost/", "username=ada");
    String code =
        answer.headers().firstValue("location").orElseThrow().replaceAll(".*code=([^&]*).*", "$1");

    assertThat(
            post(
                    "/acme/token",
                    "grant_type=authorization_code&client_id=labs-web&code="
                        + code
                        + "&redirect_uri=http://acme.localhost/"
                        + "&code_verifier=wrongwrongwrongwrongwrongwrongwrongwrongwro")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void nobodyIsRedirectedOutOfThePlatformDomain() throws Exception {
    assertThat(get("/acme/authorize" + QUERY + "http://evil.example/").statusCode()).isEqualTo(400);
    assertThat(get("/acme/endsession?post_logout_redirect_uri=http://evil.example/").statusCode())
        .isEqualTo(404);
  }

  @Test
  void otherGrantsAndTheDebuggerAreShut() throws Exception {
    assertThat(
            post("/acme/token", "grant_type=client_credentials&client_id=x&client_secret=y")
                .statusCode())
        .isEqualTo(400);
    assertThat(get("/acme/debugger").statusCode()).isEqualTo(404);
    assertThat(get("/nobody/jwks").statusCode()).isEqualTo(404);
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(server.baseUrl() + path)));
  }

  private static HttpResponse<String> post(String path, String form)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
