package io.leasehold.isolation.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** AWS Systems Manager parameters: by name, without version and label, or by path. */
final class SsmReader {

  private static final Pattern NAME =
      Pattern.compile("(/?[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*)(?::[A-Za-z0-9_.-]+)?");
  private static final Pattern ARN =
      Pattern.compile(
          "(arn:aws[a-z-]*:ssm:[a-z0-9-]+:\\d{12}:parameter/[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*)"
              + "(?::[A-Za-z0-9_.-]+)?");
  private static final Pattern PATH = Pattern.compile("/|(?:/[A-Za-z0-9_.-]+)+/?");
  private static final List<String> ON_ONE =
      List.of(
          "DeleteParameter",
          "GetParameter",
          "GetParameterHistory",
          "LabelParameterVersion",
          "UnlabelParameterVersion");
  private static final List<String> ON_SEVERAL = List.of("DeleteParameters", "GetParameters");

  private SsmReader() {}

  static ServiceReader create() {
    Map<String, JsonReader.Operation> operations = new HashMap<>();
    for (String name : ON_ONE) {
      operations.put(
          name, (request, input) -> named("ssm:" + name, request, input.path("Name").asText("")));
    }
    for (String name : ON_SEVERAL) {
      operations.put(
          name,
          (request, input) -> {
            List<Need> needs = new ArrayList<>();
            for (JsonNode one : input.path("Names")) {
              needs.addAll(named("ssm:" + name, request, one.asText()));
            }
            return needs.isEmpty() ? named("ssm:" + name, request, "") : needs;
          });
    }
    operations.put("PutParameter", SsmReader::put);
    operations.put("GetParametersByPath", SsmReader::byPath);
    operations.put(
        "DescribeParameters", (request, input) -> List.of(Need.of("ssm:DescribeParameters", "*")));
    return new JsonReader("ssm", "ssm", "1.1", "", operations);
  }

  private static List<Need> named(String action, SignedRequest request, String name) {
    if (name.startsWith("/aws/reference/secretsmanager/")) {
      throw new Unreadable("it reads a secret through SSM: ask Secrets Manager for it");
    }
    Matcher arn = ARN.matcher(name);
    if (arn.matches()) {
      return List.of(Need.of(action, arn.group(1)));
    }
    Matcher plain = NAME.matcher(name);
    if (!plain.matches()) {
      throw new Unreadable("\"" + name + "\" is no name of a parameter");
    }
    return List.of(Need.of(action, arn(request, plain.group(1))));
  }

  private static List<Need> put(SignedRequest request, ObjectNode input) {
    if (!input.path("Tags").isEmpty()) {
      throw new Unreadable("the tags of a new parameter are not read");
    }
    return named("ssm:PutParameter", request, input.path("Name").asText("")).stream()
        .map(need -> need.with("ssm:Overwrite", input.path("Overwrite").asText("false")))
        .map(need -> need.without("aws:RequestTag/*", "aws:TagKeys"))
        .toList();
  }

  // SSM compares the path that is asked for, not the parameters that it returns.
  private static List<Need> byPath(SignedRequest request, ObjectNode input) {
    String path = input.path("Path").asText("");
    if (!PATH.matcher(path).matches()) {
      throw new Unreadable("\"" + path + "\" is no path of parameters");
    }
    boolean slash = path.length() > 1 && path.endsWith("/");
    String resource = arn(request, slash ? path.substring(0, path.length() - 1) : path);
    return List.of(
        Need.of("ssm:GetParametersByPath", resource)
            .with("ssm:Recursive", input.path("Recursive").asText("false")));
  }

  private static String arn(SignedRequest request, String name) {
    return request.arn("ssm", name.startsWith("/") ? "parameter" + name : "parameter/" + name);
  }
}
