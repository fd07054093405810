package io.leasehold.tenancy.token;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.io.CloseMode;

/**
 * Fetches a key set: a bounded body, and one deadline for everything from the name server to the
 * last byte, so that whoever answers slowly holds no caller. The client decides whom it connects
 * to. Thread-safe.
 */
final class JwksFetch implements ResourceRetriever, AutoCloseable {

  static final int MAX_BYTES = 128 * 1024;

  /** The usual deadline. */
  static final Duration DEADLINE = Duration.ofSeconds(4);

  private final CloseableHttpClient client;
  private final ExecutorService threads;
  private final Duration deadline;

  /**
   * Creates the fetch.
   *
   * @param client follows no redirect and decodes no content
   * @param threads bounded, without a queue: an exchange starts at once or fails
   * @param deadline {@link #DEADLINE}, a shorter one in tests
   */
  JwksFetch(CloseableHttpClient client, ExecutorService threads, Duration deadline) {
    this.client = client;
    this.threads = threads;
    this.deadline = deadline;
  }

  @Override
  public Resource retrieveResource(URL url) throws IOException {
    HttpGet request = new HttpGet(URI.create(url.toString()));
    request.setHeader("Accept", "application/jwk-set+json, application/json");
    Future<Resource> exchange = submit(request);
    try {
      return exchange.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("the JWKS address did not answer in " + deadline, e);
    } catch (ExecutionException e) {
      throw new IOException("the JWKS address cannot be read: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading keys");
    } finally {
      // A name server cannot be hung up on; everything else ends here.
      request.cancel();
      exchange.cancel(true);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    client.close(CloseMode.IMMEDIATE);
  }

  private Future<Resource> submit(HttpGet request) throws IOException {
    try {
      return threads.submit(() -> client.execute(request, JwksFetch::read));
    } catch (RejectedExecutionException e) {
      throw new IOException("too many key sets are being fetched", e);
    }
  }

  // What is thrown here closes the connection; what is left of the body is not read.
  private static Resource read(ClassicHttpResponse response) throws IOException {
    if (response.getCode() != 200 || response.getEntity() == null) {
      throw new IOException("the JWKS address answered " + response.getCode());
    }
    try (InputStream content = response.getEntity().getContent()) {
      byte[] body = content.readNBytes(MAX_BYTES + 1);
      if (body.length > MAX_BYTES) {
        throw new IOException("more than " + MAX_BYTES + " bytes");
      }
      return new Resource(new String(body, StandardCharsets.UTF_8), null);
    }
  }
}
