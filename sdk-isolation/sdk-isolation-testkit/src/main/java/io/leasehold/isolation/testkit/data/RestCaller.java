package io.leasehold.isolation.testkit.data;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Makes requests of the running application on behalf of a tenant. */
@FunctionalInterface
public interface RestCaller {

  /** What a caller adds to a request, such as its token or the tenant's host. */
  @FunctionalInterface
  interface Identity {
    /** The headers of somebody of this tenant. */
    Map<String, String> headers(RestCall call) throws Exception;
  }

  /**
   * Makes the request; not redirected.
   *
   * @throws Exception if there is no answer
   */
  RestReply call(RestCall call) throws Exception;

  /**
   * Over HTTP.
   *
   * @param base where the application is, with the path before that of its routes, if there is one
   * @param identity who calls
   */
  static RestCaller http(URI base, Identity identity) {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    String root = base.toString().replaceFirst("/+$", "");
    return call -> {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(root + call.path())).timeout(Duration.ofSeconds(30));
      String body = call.body();
      if (body == null) {
        request.method(call.method(), HttpRequest.BodyPublishers.noBody());
      } else {
        request.header("Content-Type", "application/json");
        request.method(call.method(), HttpRequest.BodyPublishers.ofString(body));
      }
      identity.headers(call).forEach(request::header);
      HttpResponse<String> reply =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      Set<String> headers = new TreeSet<>();
      reply.headers().map().keySet().forEach(name -> headers.add(name.toLowerCase(Locale.ROOT)));
      headers.removeAll(Set.of("date", "connection", "keep-alive", "content-length"));
      return new RestReply(reply.statusCode(), headers, reply.body());
    };
  }
}
