package io.leasehold.tenancy.token;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches a key set: no redirects, a bounded body, one deadline for everything from connect to last
 * byte, so that a server that drips bytes cannot hold a thread.
 */
final class JwksFetch implements ResourceRetriever {

  static final int MAX_BYTES = 128 * 1024;

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration DEADLINE = Duration.ofSeconds(4);

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  @Override
  public Resource retrieveResource(URL url) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url.toString()))
            .header("Accept", "application/jwk-set+json, application/json")
            .build();
    CompletableFuture<HttpResponse<byte[]>> exchange =
        client.sendAsync(request, response -> new BoundedBody(MAX_BYTES));
    try {
      HttpResponse<byte[]> response = exchange.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw new IOException("the JWKS address answered " + response.statusCode());
      }
      return new Resource(new String(response.body(), StandardCharsets.UTF_8), null);
    } catch (TimeoutException e) {
      throw new IOException("the JWKS address did not answer in " + DEADLINE, e);
    } catch (ExecutionException e) {
      throw new IOException("the JWKS address cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading keys");
    } finally {
      exchange.cancel(true);
    }
  }
}
