package io.leasehold.isolation.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** AWS KMS: the key behind whatever names it, and the encryption context. */
final class KmsReader {

  private static final Pattern ID = Pattern.compile("(?:mrk-)?[0-9a-f-]{32,40}");
  private static final Pattern KEY = Pattern.compile("key/(?:mrk-)?[0-9a-f-]{32,40}");
  private static final Pattern ALIAS = Pattern.compile("alias/[A-Za-z0-9/_-]{1,250}");
  private static final List<String> WITH_CONTEXT =
      List.of(
          "Decrypt",
          "Encrypt",
          "GenerateDataKey",
          "GenerateDataKeyPair",
          "GenerateDataKeyPairWithoutPlaintext",
          "GenerateDataKeyWithoutPlaintext");
  private static final List<String> WITHOUT_CONTEXT =
      List.of(
          "DescribeKey",
          "GenerateMac",
          "GetKeyPolicy",
          "GetPublicKey",
          "ListGrants",
          "Sign",
          "Verify",
          "VerifyMac");

  private KmsReader() {}

  static ServiceReader create() {
    Map<String, JsonReader.Operation> operations = new HashMap<>();
    for (String name : WITH_CONTEXT) {
      operations.put(
          name,
          (request, input) ->
              List.of(withContext(onKey(request, input, name, "KeyId"), input, "Encryption")));
    }
    for (String name : WITHOUT_CONTEXT) {
      operations.put(name, (request, input) -> List.of(onKey(request, input, name, "KeyId")));
    }
    operations.put("ReEncrypt", KmsReader::reEncrypt);
    return new JsonReader("kms", "kms", "1.1", "", operations);
  }

  // Both sides: taking it out under one key, and putting it in under another.
  private static List<Need> reEncrypt(SignedRequest request, ObjectNode input) {
    return List.of(
        withContext(
            onKey(request, input, "ReEncryptFrom", "SourceKeyId"), input, "SourceEncryption"),
        withContext(
            onKey(request, input, "ReEncryptTo", "DestinationKeyId"),
            input,
            "DestinationEncryption"));
  }

  private static Need onKey(SignedRequest request, ObjectNode input, String name, String member) {
    String id = input.path(member).asText("");
    if (id.isEmpty()) {
      throw new Unreadable("only KMS knows which key encrypted it: say " + member);
    }
    Need need =
        Need.of("kms:" + name, key(request, id))
            .with("kms:CallerAccount", request.account())
            .without("kms:ViaService", "kms:RecipientAttestation:*");
    Optional<String> alias =
        id.contains("alias/") ? Optional.of(id.substring(id.indexOf("alias/"))) : Optional.empty();
    need.with("kms:RequestAlias", alias);
    for (String choice : List.of("SigningAlgorithm", "MacAlgorithm", "MessageType")) {
      if (input.has(choice)) {
        need.with("kms:" + choice, input.path(choice).asText());
      }
    }
    return need;
  }

  private static Need withContext(Need need, ObjectNode input, String prefix) {
    need.without("kms:EncryptionContext:*");
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, JsonNode> pair : input.path(prefix + "Context").properties()) {
      need.with("kms:EncryptionContext:" + pair.getKey(), pair.getValue().asText());
      names.add(pair.getKey());
    }
    need.with("kms:EncryptionContextKeys", names);
    return need.with(
        "kms:EncryptionAlgorithm", input.path(prefix + "Algorithm").asText("SYMMETRIC_DEFAULT"));
  }

  private static String key(SignedRequest request, String id) {
    if (ID.matcher(id).matches()) {
      return request.arn("kms", "key/" + id);
    }
    String alias = id.startsWith("arn:") ? id.split(":", 6)[5] : id;
    if (ALIAS.matcher(alias).matches()) {
      String aliasArn = id.startsWith("arn:") ? id : request.arn("kms", alias);
      return request
          .facts()
          .named("key alias", aliasArn)
          .orElseThrow(
              () ->
                  new Unreadable(
                      "the key of %s is not known: say it with AwsFacts.keyAlias"
                          .formatted(aliasArn)));
    }
    return Arns.require(id, "kms", KEY);
  }
}
