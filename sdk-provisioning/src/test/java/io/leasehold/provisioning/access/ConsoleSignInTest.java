package io.leasehold.provisioning.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The exchange with the sign-in endpoint, over real HTTP. */
class ConsoleSignInTest {

  private static final Credentials SECRET =
      Credentials.builder()
          .accessKeyId("ASIAEXAMPLE")
          .secretAccessKey("quote\"and&ampersand")
          .sessionToken("token+with/all=of it")
          .build();

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private volatile int status = 200;
  private volatile String answer = "{\"SigninToken\":\"a+b/c=&d\"}";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/federation",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theCredentialsTravelInTheBodyAndNeverInAnAddress() {
    signIn().loginUrl(SECRET);

    assertThat(requests).hasSize(1);
    String request = requests.get(0);
    assertThat(request).startsWith("POST /federation Action=getSigninToken&Session=");
    String session =
        URLDecoder.decode(
            request.substring(request.indexOf("&Session=") + 9), StandardCharsets.UTF_8);
    assertThat(session)
        .isEqualTo(
            "{\"sessionId\":\"ASIAEXAMPLE\",\"sessionKey\":\"quote\\\"and&ampersand\","
                + "\"sessionToken\":\"token+with/all=of it\"}");
  }

  @Test
  void theLoginAddressEscapesTheTokenAndTheDestination() {
    assertThat(signIn().loginUrl(SECRET).toString())
        .isEqualTo(
            endpoint()
                + "?Action=login&Issuer=https%3A%2F%2Flabs.example.com%2F"
                + "&Destination=https%3A%2F%2Fconsole.aws.amazon.com%2Fs3%3Fregion%3Dx"
                + "&SigninToken=a%2Bb%2Fc%3D%26d");
  }

  @Test
  void aRefusalIsNamedWithoutWhatTheEndpointSaid() {
    status = 400;
    answer = "secret-of-the-endpoint";

    assertThatThrownBy(() -> signIn().loginUrl(SECRET))
        .isInstanceOf(SignInUnavailableException.class)
        .hasMessageContaining("it answered 400")
        .hasMessageNotContaining("secret");
  }

  @Test
  void anAnswerThatIsNoTokenIsNamedWithoutRepeatingIt() {
    answer = "<html>secret-of-the-endpoint</html>";
    assertThatThrownBy(() -> signIn().loginUrl(SECRET))
        .isInstanceOf(SignInUnavailableException.class)
        .hasMessageContaining("not JSON")
        .hasMessageNotContaining("secret");

    answer = "{\"other\":\"secret-of-the-endpoint\"}";
    assertThatThrownBy(() -> signIn().loginUrl(SECRET))
        .isInstanceOf(SignInUnavailableException.class)
        .hasMessageContaining("no SigninToken");
  }

  @Test
  void anEndpointThatIsDownIsNamed() {
    URI gone = endpoint();
    server.stop(0);

    assertThatThrownBy(() -> signIn(gone).loginUrl(SECRET))
        .isInstanceOf(SignInUnavailableException.class)
        .hasMessageContaining("could not be reached");
  }

  private ConsoleSignIn signIn() {
    return signIn(endpoint());
  }

  private static ConsoleSignIn signIn(URI endpoint) {
    return new ConsoleSignIn(
        endpoint,
        URI.create("https://labs.example.com/"),
        URI.create("https://console.aws.amazon.com/s3?region=x"));
  }

  private URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/federation");
  }
}
