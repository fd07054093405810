package io.leasehold.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.model.Credentials;

class FederationTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final ShiftedClock clock = new ShiftedClock();
  private LocalAws aws;
  private Clients platform;

  @BeforeEach
  void start() {
    aws = LocalAws.builder().clock(clock).start();
    platform = Clients.management(aws);
    Roles.create(platform, "console");
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  private String session(Clients from) throws Exception {
    Credentials credentials =
        from.sts()
            .assumeRole(r -> r.roleArn(Roles.arn(aws, "console")).roleSessionName("ada"))
            .credentials();
    return JSON.writeValueAsString(
        Map.of(
            "sessionId", credentials.accessKeyId(),
            "sessionKey", credentials.secretAccessKey(),
            "sessionToken", credentials.sessionToken()));
  }

  private static String code(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpResponse<String> get(String query) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(aws.federationEndpoint() + "?" + query)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String form) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(aws.federationEndpoint())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String token(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).isEqualTo(200);
    return JSON.readTree(answer.body()).path("SigninToken").asText();
  }

  private String login(String token) {
    return "Action=login&Issuer=labs&Destination="
        + code("https://console.aws.amazon.com/")
        + "&SigninToken="
        + code(token);
  }

  @Test
  void a_session_signs_in_and_the_page_says_whose_it_is_and_that_it_is_simulated()
      throws Exception {
    String token =
        token(get("Action=getSigninToken&SessionDuration=3600&Session=" + code(session(platform))));

    HttpResponse<String> page = get(login(token));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("simulator of AWS")
        .contains("arn:aws:sts::111122223333:assumed-role/console/ada");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void the_token_can_be_had_by_post_as_well() throws Exception {
    String token = token(post("Action=getSigninToken&Session=" + code(session(platform))));

    assertThat(get(login(token)).statusCode()).isEqualTo(200);
  }

  @Test
  void a_sign_in_token_is_good_for_15_minutes() throws Exception {
    String token = token(post("Action=getSigninToken&Session=" + code(session(platform))));

    clock.advance(Duration.ofMinutes(16));

    assertThat(get(login(token)).statusCode()).isEqualTo(400);
    assertThat(get(login("invented")).statusCode()).isEqualTo(400);
  }

  @Test
  void a_forged_session_gets_no_token() throws Exception {
    String forged =
        session(platform).replaceAll("\"sessionKey\":\"[^\"]+\"", "\"sessionKey\":\"x\"");

    HttpResponse<String> answer = post("Action=getSigninToken&Session=" + code(forged));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).doesNotContain("SigninToken\"");
  }

  @Test
  void a_chained_session_signs_in_for_one_hour_at_most() throws Exception {
    Clients first = platform.assume(Roles.arn(aws, "console"), "first");
    String chained = code(session(first));
    String direct = code(session(platform));

    assertThat(get("Action=getSigninToken&SessionDuration=7200&Session=" + chained).statusCode())
        .isEqualTo(400);
    assertThat(get("Action=getSigninToken&SessionDuration=3600&Session=" + chained).statusCode())
        .isEqualTo(200);
    assertThat(get("Action=getSigninToken&SessionDuration=7200&Session=" + direct).statusCode())
        .isEqualTo(200);
    assertThat(get("Action=getSigninToken&SessionDuration=43201&Session=" + direct).statusCode())
        .isEqualTo(400);
  }
}
