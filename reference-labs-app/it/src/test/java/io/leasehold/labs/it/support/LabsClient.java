package io.leasehold.labs.it.support;

import io.leasehold.labs.demo.server.LabsNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;

/** One caller at one host of one node. Thread-safe. */
public final class LabsClient {

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final LabsNode node;
  private final String host;
  private final String token;

  private LabsClient(LabsNode node, String host, String token) {
    this.node = node;
    this.host = host;
    this.token = token;
  }

  /** Without a token. */
  public static LabsClient anonymous(LabsNode node, String tenant) {
    return with(node, tenant, "");
  }

  /** With a token. */
  public static LabsClient with(LabsNode node, String tenant, String token) {
    return new LabsClient(node, tenant + ".localhost:" + node.port(), token);
  }

  /** The same caller at another node. */
  public LabsClient at(LabsNode other) {
    return new LabsClient(other, host.replaceAll(":\\d+$", ":" + other.port()), token);
  }

  /** Reads. */
  public Answer get(String path) {
    return send(request(path).GET());
  }

  /** Reads a stream of events to its end; the lines come as they are sent. */
  public Stream<String> follow(String path) {
    try {
      return HTTP.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofLines()).body();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Posts a JSON text. */
  public Answer post(String path, String json, String... headers) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  /** Starts a lab under a new key. */
  public Answer start(String lab) {
    return start(lab, UUID.randomUUID().toString());
  }

  /** Starts a lab under the key. */
  public Answer start(String lab, String key) {
    return post("/api/lab-runs", "{\"labId\":\"" + lab + "\"}", "Idempotency-Key", key);
  }

  /** Starts a lab and waits until it runs; returns the id of the run. */
  public String startAndWait(String lab) {
    Answer started = start(lab);
    if (started.status() != 202) {
      throw new IllegalStateException("not started: " + started.status() + " " + started.text());
    }
    awaitSuccess(started.field("id"), Duration.ofMinutes(2));
    return started.field("labRunId");
  }

  /** Ends a run and waits until that is done. */
  public void endAndWait(String run) {
    Answer ending = post("/api/lab-runs/" + run + "/end", "");
    if (ending.status() != 202) {
      throw new IllegalStateException("not ended: " + ending.status() + " " + ending.text());
    }
    awaitSuccess(ending.field("id"), Duration.ofMinutes(2));
  }

  /** Waits until the operation has succeeded. */
  public Answer awaitSuccess(String operation, Duration within) {
    return Waiting.until(
        "operation " + operation + " succeeds",
        within,
        () -> get("/api/operations/" + operation),
        answer -> {
          if (answer.field("status").equals("failed")) {
            throw new IllegalStateException("the operation failed: " + answer.text());
          }
          return answer.field("status").equals("succeeded");
        });
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path))
            .timeout(Duration.ofSeconds(60))
            .header("Host", host);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  private static Answer send(HttpRequest.Builder request) {
    try {
      return Answer.of(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
