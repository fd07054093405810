package io.leasehold.provisioning.access;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * Trades credentials for an address that signs in to the console. The credentials go in the body of
 * a POST: a query string ends in access logs.
 */
final class ConsoleSignIn {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http;
  private final URI endpoint;
  private final URI issuer;
  private final URI destination;

  ConsoleSignIn(URI endpoint, URI issuer, URI destination) {
    this.http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    this.endpoint = endpoint;
    this.issuer = issuer;
    this.destination = destination;
  }

  URI loginUrl(Credentials credentials) {
    String token = SignInToken.read(exchange(credentials));
    return URI.create(
        endpoint
            + "?Action=login&Issuer="
            + escaped(issuer.toString())
            + "&Destination="
            + escaped(destination.toString())
            + "&SigninToken="
            + escaped(token));
  }

  private String exchange(Credentials credentials) {
    String form = "Action=getSigninToken&Session=" + escaped(SignInToken.session(credentials));
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new SignInUnavailableException("it answered " + response.statusCode(), null);
      }
      return response.body();
    } catch (IOException e) {
      throw new SignInUnavailableException("it could not be reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SignInUnavailableException("waiting for it was interrupted", e);
    }
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
