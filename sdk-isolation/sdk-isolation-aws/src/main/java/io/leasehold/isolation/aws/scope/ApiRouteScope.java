package io.leasehold.isolation.aws.scope;

import io.leasehold.isolation.aws.internal.Names;
import io.leasehold.isolation.proof.ForeignRequest;
import io.leasehold.isolation.proof.Ownership;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The routes of an API in API Gateway whose path begins with a prefix and the tenant id. The
 * service compares the path as it was sent: the API itself has to refuse encoded slashes and dot
 * segments.
 *
 * @param api the id of the API
 * @param stage the stage
 * @param path what comes before the tenant id: path segments, each with a slash behind, such as
 *     {@code t/}
 */
public record ApiRouteScope(String api, String stage, String path) implements TenantResourceScope {

  private static final Pattern API = Pattern.compile("[a-z0-9]{5,20}");
  private static final Pattern STAGE = Pattern.compile("[A-Za-z0-9_-]{1,128}");
  private static final Pattern PATH = Pattern.compile("(?:[A-Za-z0-9_.-]{1,64}/)*");
  // A star for the method would also stand for a path.
  private static final List<String> METHODS = List.of("DELETE", "GET", "PATCH", "POST", "PUT");
  private static final List<String> ACTIONS = List.of("execute-api:Invoke");

  /**
   * Validates the names.
   *
   * @throws IllegalArgumentException if one is malformed
   */
  public ApiRouteScope {
    Names.require(API, api, "an API id is of a-z0-9");
    Names.require(STAGE, stage, "a stage is of A-Za-z0-9_-");
    Names.require(PATH, path, "a path is plain segments, each followed by a slash");
  }

  @Override
  public String label() {
    return "api " + api + "/" + stage;
  }

  @Override
  public List<Grant> grants(AwsPlace place) {
    return List.of(new Grant(ACTIONS, routes(place), Map.of()));
  }

  @Override
  public Ownership ownership(AwsPlace place) {
    return new Ownership(
        "execute-api",
        routes(place).stream().map(arn -> new ForeignRequest(ACTIONS, arn, Map.of())).toList(),
        new ForeignRequest(
            List.of("execute-api:ManageConnections"),
            place.arn("execute-api", api + "/*"),
            Map.of()));
  }

  private List<String> routes(AwsPlace place) {
    String from = api + "/" + stage + "/";
    return METHODS.stream()
        .map(method -> place.arn("execute-api", from + method + "/" + path + TENANT + "/*"))
        .toList();
  }
}
