package io.leasehold.isolation.testkit.http;

import io.leasehold.localaws.internal.server.Refusals;
import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.AwsResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amazon OpenSearch Service: domain, method and path. Which indexes a bulk request names in its
 * body, no policy sees, so neither does this.
 */
final class SearchReader implements ServiceReader {

  private static final Refusals REFUSALS = new RestJsonRefusals("Message");
  private static final Pattern HOST =
      Pattern.compile(
          "(?:search|vpc)-([a-z][a-z0-9-]{2,27})-[a-z0-9]{26}\\.([a-z0-9-]+)\\.es\\.amazonaws\\.com"
              + "(?:\\.cn)?");
  private static final Set<String> METHODS =
      Set.of("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT");

  @Override
  public String signingName() {
    return "es";
  }

  @Override
  public Reading read(SignedRequest request) {
    String path = PlainPath.require(request.http().rawPath());
    String method = request.http().method();
    if (!METHODS.contains(method)) {
      throw new Unreadable("there is no action for the method " + method);
    }
    String action = "ESHttp" + method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
    return new Reading.Understood(
        action,
        List.of(Need.of("es:" + action, request.arn("es", "domain/" + domain(request) + path))));
  }

  private static String domain(SignedRequest request) {
    return request
        .facts()
        .named("search endpoint", request.host())
        .orElseGet(
            () -> {
              Matcher host = HOST.matcher(request.host());
              if (!host.matches() || !host.group(2).equals(request.region())) {
                throw new Unreadable(
                    "which domain %s is, is not known: AwsFacts.searchEndpoint may help"
                        .formatted(request.host()));
              }
              return host.group(1);
            });
  }

  @Override
  public AwsResponse success(SignedRequest request, String operation) {
    return AwsResponse.text(200, "application/json", "{}");
  }

  @Override
  public Refusals refusals(AwsRequest request) {
    return REFUSALS;
  }
}
