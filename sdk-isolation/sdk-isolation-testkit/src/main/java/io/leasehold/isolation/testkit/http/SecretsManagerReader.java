package io.leasehold.isolation.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/** AWS Secrets Manager: the secret, with the end of its ARN. */
final class SecretsManagerReader {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_+=.@!-]{1,512}");
  private static final Pattern ARN =
      Pattern.compile(
          "arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:[A-Za-z0-9/_+=.@!-]{1,512}");
  private static final List<String> READING = List.of("DescribeSecret", "GetSecretValue");
  private static final List<String> CHANGING =
      List.of(
          "CancelRotateSecret",
          "DeleteResourcePolicy",
          "GetResourcePolicy",
          "ListSecretVersionIds",
          "PutSecretValue",
          "RestoreSecret");

  private SecretsManagerReader() {}

  static ServiceReader create() {
    Map<String, JsonReader.Operation> operations = new HashMap<>();
    for (String name : READING) {
      operations.put(name, (request, input) -> ofSecret(request, input, name));
    }
    for (String name : CHANGING) {
      operations.put(name, (request, input) -> ofSecret(request, input, name));
    }
    operations.put(
        "ListSecrets", (request, input) -> List.of(Need.of("secretsmanager:ListSecrets", "*")));
    operations.put("BatchGetSecretValue", SecretsManagerReader::batch);
    return new JsonReader("secretsmanager", "secretsmanager", "1.1", "", operations);
  }

  private static List<Need> ofSecret(SignedRequest request, ObjectNode input, String name) {
    String id = input.path("SecretId").asText("");
    return arns(request, id).stream()
        .map(arn -> need("secretsmanager:" + name, arn, id, input))
        .toList();
  }

  private static Need need(String action, String arn, String id, ObjectNode input) {
    return Need.of(action, arn)
        .with("secretsmanager:SecretId", id)
        .with("secretsmanager:VersionId", text(input, "VersionId"))
        .with("secretsmanager:VersionStage", text(input, "VersionStage"))
        .without("aws:RequestTag/*", "aws:TagKeys");
  }

  // Which secrets a filter finds, only AWS knows.
  private static List<Need> batch(SignedRequest request, ObjectNode input) {
    if (!input.path("Filters").isEmpty() || input.path("SecretIdList").isEmpty()) {
      throw new Unreadable("it asks for secrets by a filter, not by name: say SecretIdList");
    }
    List<Need> needs = new ArrayList<>();
    needs.add(Need.of("secretsmanager:BatchGetSecretValue", "*"));
    for (JsonNode id : input.path("SecretIdList")) {
      arns(request, id.asText())
          .forEach(
              arn ->
                  needs.add(
                      Need.of("secretsmanager:GetSecretValue", arn)
                          .with("secretsmanager:SecretId", id.asText())
                          .without("secretsmanager:VersionId", "secretsmanager:VersionStage")));
    }
    return needs;
  }

  /**
   * The ARNs that an id may mean: more than one for an ARN whose end may be that of AWS or may be
   * missing, in which case all of them have to be allowed.
   */
  private static List<String> arns(SignedRequest request, String id) {
    Optional<String> known = request.facts().named("secret", id);
    if (known.isPresent()) {
      return List.of(known.get());
    }
    if (ARN.matcher(id).matches()) {
      return List.of(id, id + end(id));
    }
    if (!NAME.matcher(id).matches()) {
      throw new Unreadable("\"" + id + "\" is no name and no ARN of a secret");
    }
    return List.of(request.arn("secretsmanager", "secret:" + id + end(id)));
  }

  // Six characters nobody can foretell: here, some that depend on the name.
  private static String end(String name) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    String digits = "000000" + Long.toString(crc.getValue(), 36);
    return "-" + digits.substring(digits.length() - 6);
  }

  private static Optional<String> text(JsonNode input, String member) {
    return Optional.ofNullable(input.get(member)).map(JsonNode::asText);
  }
}
