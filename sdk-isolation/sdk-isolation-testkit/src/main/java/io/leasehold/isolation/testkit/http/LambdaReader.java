package io.leasehold.isolation.testkit.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** AWS Lambda: the function, with its version or alias if one is named. */
final class LambdaReader {

  private static final Pattern FUNCTION =
      Pattern.compile(
          "(?:arn:aws[a-z-]*:lambda:([a-z0-9-]+):(\\d{12}):function:|(\\d{12}):function:)?"
              + "([A-Za-z0-9_-]{1,140})(?::(\\$LATEST|[A-Za-z0-9_-]{1,128}))?");

  private LambdaReader() {}

  static ServiceReader create() {
    String functions = "/2015-03-31/functions";
    return new RestReader("lambda", new RestJsonRefusals("Message"))
        .on("POST", functions + "/{name}/invocations", "Invoke", on("InvokeFunction"))
        .on(
            "POST",
            "/2021-11-15/functions/{name}/response-streaming-invocations",
            "InvokeWithResponseStream",
            on("InvokeFunction"))
        .on("POST", "/2014-11-13/functions/{name}/invoke-async", "InvokeAsync", on("InvokeAsync"))
        .on("GET", functions + "/{name}", "GetFunction", on("GetFunction"))
        .on("DELETE", functions + "/{name}", "DeleteFunction", on("DeleteFunction"))
        .on(
            "GET",
            functions + "/{name}/configuration",
            "GetFunctionConfiguration",
            on("GetFunctionConfiguration"))
        .on("PUT", functions + "/{name}/code", "UpdateFunctionCode", on("UpdateFunctionCode"))
        .on("GET", functions + "/{name}/policy", "GetPolicy", on("GetPolicy"))
        .unlisted("GET", functions, "lambda:ListFunctions")
        .unlisted("POST", functions, "lambda:CreateFunction")
        .unlisted("PUT", functions + "/{name}/configuration", "lambda:UpdateFunctionConfiguration")
        .unlisted("POST", functions + "/{name}/policy", "lambda:AddPermission")
        .unlisted("POST", "/2021-10-31/functions/{name}/url", "lambda:CreateFunctionUrlConfig")
        .unlisted("POST", "/2015-03-31/event-source-mappings", "lambda:CreateEventSourceMapping");
  }

  private static RestReader.Operation on(String action) {
    return (request, labels) -> {
      if (request.host().contains(".lambda-url.")) {
        throw new Unreadable("which function a function URL leads to is not known here");
      }
      return List.of(
          Need.of("lambda:" + action, arn(request, labels))
              .without("lambda:EventSourceToken", "lambda:InvokedViaFunctionUrl"));
    };
  }

  private static String arn(SignedRequest request, Map<String, String> labels) {
    String name = labels.getOrDefault("name", "");
    Matcher function = FUNCTION.matcher(name);
    if (!function.matches()) {
      throw new Unreadable("\"" + name + "\" is no name of a function");
    }
    Optional<String> inName = Optional.ofNullable(function.group(5));
    Optional<String> inQuery = request.query().find("Qualifier");
    if (inName.isPresent() && inQuery.isPresent() && !inName.equals(inQuery)) {
      throw new Unreadable("it names two versions of the function");
    }
    String region = function.group(1) == null ? request.region() : function.group(1);
    String account = function.group(2) == null ? function.group(3) : function.group(2);
    return "arn:%s:lambda:%s:%s:function:%s%s"
        .formatted(
            request.partition(),
            region,
            account == null ? request.account() : account,
            function.group(4),
            inName.or(() -> inQuery).map(qualifier -> ":" + qualifier).orElse(""));
  }
}
