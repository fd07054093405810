package io.leasehold.isolation.testkit.http;

import io.leasehold.localaws.internal.server.Refusals;
import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.AwsResponse;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amazon API Gateway: API, stage, method and path; or a WebSocket connection. */
final class ExecuteApiReader implements ServiceReader {

  private static final Refusals REFUSALS = new RestJsonRefusals("Message");
  private static final Pattern HOST =
      Pattern.compile(
          "([a-z0-9]{5,20})(?:-vpce-[0-9a-f]+)?\\.execute-api\\.([a-z0-9-]+)\\.amazonaws\\.com"
              + "(?:\\.cn)?");
  private static final Pattern PATH = Pattern.compile("/([A-Za-z0-9_$-]{1,128})(?:/(.*))?");

  @Override
  public String signingName() {
    return "execute-api";
  }

  @Override
  public Reading read(SignedRequest request) {
    String path = PlainPath.require(request.http().rawPath());
    if (request.header("x-apigw-api-id").isPresent()) {
      throw new Unreadable("it chooses an API by a header, which counts inside of a VPC");
    }
    String place;
    String rest;
    Optional<String> domain = request.facts().named("api domain", request.host());
    if (domain.isPresent()) {
      place = domain.get();
      rest = path.substring(1);
    } else {
      Matcher host = HOST.matcher(request.host());
      Matcher stage = PATH.matcher(path);
      if (!host.matches() || !host.group(2).equals(request.region()) || !stage.matches()) {
        throw new Unreadable(
            "which API %s%s is, is not known: AwsFacts.apiDomain may help"
                .formatted(request.host(), path));
      }
      place = host.group(1) + "/" + stage.group(1);
      rest = stage.group(2) == null ? "" : stage.group(2);
    }
    boolean connection = rest.startsWith("@connections/");
    String action = connection ? "ManageConnections" : "Invoke";
    String resource = place + "/" + request.http().method() + "/" + rest;
    return new Reading.Understood(
        action,
        List.of(
            Need.of("execute-api:" + action, request.arn("execute-api", resource))
                .without(domain.isEmpty() ? "execute-api:viaDomainArn" : "execute-api:none")));
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
