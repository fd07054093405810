package io.leasehold.isolation.testkit.http;

import io.leasehold.localaws.internal.server.Refusals;
import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.AwsResponse;
import io.leasehold.localaws.internal.wire.UriText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A service that speaks REST with JSON: method and path choose the operation. */
final class RestReader implements ServiceReader {

  /** Reads one operation. */
  @FunctionalInterface
  interface Operation {
    /** What a request needs whose path has those labels filled in. */
    List<Need> needs(SignedRequest request, Map<String, String> labels);
  }

  private record Route(String method, List<String> path, String name, Operation operation) {}

  private final String signingName;
  private final Refusals refusals;
  private final List<Route> routes = new ArrayList<>();
  private final Map<String, String> unlisted = new HashMap<>();

  RestReader(String signingName, Refusals refusals) {
    this.signingName = signingName;
    this.refusals = refusals;
  }

  /** Adds an operation; a segment of the path in braces is a label. */
  RestReader on(String method, String path, String name, Operation operation) {
    routes.add(new Route(method, segments(path), name, operation));
    return this;
  }

  /** Adds operations whose needs are not read, of which only the action is known. */
  RestReader unlisted(String method, String path, String action) {
    unlisted.put(method + " " + path, action);
    routes.add(new Route(method, segments(path), action, (request, labels) -> List.of()));
    return this;
  }

  @Override
  public String signingName() {
    return signingName;
  }

  @Override
  public Reading read(SignedRequest request) {
    List<String> path = segments(request.http().rawPath());
    for (Route route : routes) {
      Optional<Map<String, String>> labels = labels(route, request.http().method(), path);
      if (labels.isPresent()) {
        String key = route.method() + " /" + String.join("/", route.path());
        String action = unlisted.get(key);
        return action == null
            ? new Reading.Understood(route.name(), route.operation().needs(request, labels.get()))
            : new Reading.Unlisted(action.substring(action.indexOf(':') + 1), action);
      }
    }
    throw new Unreadable(
        "%s %s is no operation that is known here"
            .formatted(request.http().method(), request.http().rawPath()));
  }

  private static List<String> segments(String path) {
    String inner = path.startsWith("/") ? path.substring(1) : path;
    return Arrays.asList(
        (inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner).split("/", -1));
  }

  private static Optional<Map<String, String>> labels(
      Route route, String method, List<String> path) {
    if (!route.method().equals(method) || route.path().size() != path.size()) {
      return Optional.empty();
    }
    Map<String, String> labels = new HashMap<>();
    for (int i = 0; i < path.size(); i++) {
      String wanted = route.path().get(i);
      String given = UriText.decode(path.get(i), false);
      if (wanted.startsWith("{")) {
        if (given.isEmpty() || given.equals(".") || given.equals("..")) {
          return Optional.empty();
        }
        labels.put(wanted.substring(1, wanted.length() - 1), given);
      } else if (!wanted.equals(given)) {
        return Optional.empty();
      }
    }
    return Optional.of(labels);
  }

  @Override
  public AwsResponse success(SignedRequest request, String operation) {
    return AwsResponse.text(200, "application/json", "{}");
  }

  @Override
  public Refusals refusals(AwsRequest request) {
    return refusals;
  }
}
