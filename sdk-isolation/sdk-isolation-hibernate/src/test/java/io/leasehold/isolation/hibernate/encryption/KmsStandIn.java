package io.leasehold.isolation.hibernate.encryption;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * What {@code KmsMasterKeys} asks of AWS KMS, over real HTTP: keys that are enabled, disabled or
 * wait for their deletion; ciphertexts that open only under their key and encryption context.
 */
final class KmsStandIn implements AutoCloseable {

  record Call(String operation, String keyId, Map<String, String> context) {}

  private record Wrapped(String keyArn, Map<String, String> context, String plain) {}

  final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Map<String, String> states = new ConcurrentHashMap<>();
  private final Map<Long, Wrapped> wrapped = new ConcurrentHashMap<>();
  private final Set<String> denied = ConcurrentHashMap.newKeySet();
  private final SecureRandom random = new SecureRandom();
  private final HttpServer server;
  private volatile int failWith;

  KmsStandIn() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** A new key. */
  String key(String name) {
    String arn = "arn:aws:kms:eu-central-1:111122223333:key/" + name;
    states.put(arn, "Enabled");
    return arn;
  }

  void state(String arn, String state) {
    states.put(arn, state);
  }

  /** Of whom nothing is opened any more, as a policy may say. */
  void deny(String tenant) {
    denied.add(tenant);
  }

  /** Answers everything with this status; zero for normal. */
  void failWith(int status) {
    failWith = status;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (failWith != 0) {
        reply(exchange, failWith, error("KMSInternalException", "broken"));
        return;
      }
      String operation =
          exchange.getRequestHeaders().getFirst("X-Amz-Target").replace("TrentService.", "");
      JsonNode request = JsonNode.parser().parse(exchange.getRequestBody());
      String keyId = request.field("KeyId").map(JsonNode::asString).orElse("");
      Map<String, String> context =
          request
              .field("EncryptionContext")
              .map(JsonNode::asObject)
              .orElse(Map.of())
              .entrySet()
              .stream()
              .collect(
                  Collectors.toMap(
                      Map.Entry::getKey, e -> e.getValue().asString(), (a, b) -> b, TreeMap::new));
      calls.add(new Call(operation, keyId, context));
      String refusal = refusal(keyId, context);
      if (refusal != null) {
        reply(exchange, 400, refusal);
        return;
      }
      switch (operation) {
        case "GenerateDataKey" -> generate(exchange, keyId, context);
        case "Decrypt" -> decrypt(exchange, request, keyId, context);
        case "ScheduleKeyDeletion" -> {
          states.put(keyId, "PendingDeletion");
          reply(exchange, 200, "{\"KeyId\":\"" + keyId + "\",\"KeyState\":\"PendingDeletion\"}");
        }
        default -> reply(exchange, 400, error("ValidationException", operation));
      }
    }
  }

  private String refusal(String keyId, Map<String, String> context) {
    String state = states.get(keyId);
    if (state == null) {
      return error("NotFoundException", "Key '" + keyId + "' does not exist");
    }
    if (denied.contains(context.getOrDefault("tenant", ""))) {
      return error("AccessDeniedException", "not authorized to perform: kms:Decrypt");
    }
    return switch (state) {
      case "Enabled" -> null;
      case "Disabled" -> error("DisabledException", keyId + " is disabled.");
      case "PendingDeletion" -> error("KMSInvalidStateException", keyId + " is pending deletion.");
      default -> error("KMSInvalidStateException", keyId + " is unavailable.");
    };
  }

  private void generate(HttpExchange exchange, String keyId, Map<String, String> context)
      throws IOException {
    byte[] plain = new byte[32];
    random.nextBytes(plain);
    long id = random.nextLong();
    wrapped.put(id, new Wrapped(keyId, context, base64(plain)));
    byte[] blob = ByteBuffer.allocate(Long.BYTES).putLong(id).array();
    reply(
        exchange,
        200,
        "{\"KeyId\":\"%s\",\"Plaintext\":\"%s\",\"CiphertextBlob\":\"%s\"}"
            .formatted(keyId, base64(plain), base64(blob)));
  }

  private void decrypt(
      HttpExchange exchange, JsonNode request, String keyId, Map<String, String> context)
      throws IOException {
    byte[] blob =
        Base64.getDecoder().decode(request.field("CiphertextBlob").orElseThrow().asString());
    Wrapped found = blob.length == Long.BYTES ? wrapped.get(ByteBuffer.wrap(blob).getLong()) : null;
    if (found == null || !found.context().equals(context)) {
      reply(exchange, 400, error("InvalidCiphertextException", ""));
    } else if (!found.keyArn().equals(keyId)) {
      reply(exchange, 400, error("IncorrectKeyException", "The key ID in the request is wrong"));
    } else {
      reply(
          exchange, 200, "{\"KeyId\":\"%s\",\"Plaintext\":\"%s\"}".formatted(keyId, found.plain()));
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String error(String type, String message) {
    return "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(type, message);
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
