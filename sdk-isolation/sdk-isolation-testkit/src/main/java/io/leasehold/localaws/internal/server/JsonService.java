package io.leasehold.localaws.internal.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.access.AccessDenied;
import io.leasehold.localaws.internal.access.Authenticated;
import io.leasehold.localaws.internal.sigv4.AuthenticationFailure;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.AwsResponse;
import io.leasehold.localaws.internal.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;

/** A service that speaks AWS JSON: the operation is in {@code X-Amz-Target}. */
public final class JsonService implements AwsService {

  /** One operation. */
  @FunctionalInterface
  public interface Operation {
    /** Answers the input. */
    ObjectNode run(Authenticated call, ObjectNode input);
  }

  /**
   * What distinguishes one JSON service from another.
   *
   * @param signingName the name in the credential scope
   * @param version of the protocol: 1.0 or 1.1
   * @param namespace the prefix of error types, with its separator
   * @param detailedDenial whether a refusal by policy tells who may not do what
   */
  public record Dialect(
      String signingName, String version, String namespace, boolean detailedDenial) {}

  private final Dialect dialect;
  private final Map<String, Operation> operations;

  /** Creates the service with its operations by name. */
  public JsonService(Dialect dialect, Map<String, Operation> operations) {
    this.dialect = dialect;
    this.operations = Map.copyOf(operations);
  }

  @Override
  public String signingName() {
    return dialect.signingName();
  }

  @Override
  public AwsResponse answer(Authenticated call) {
    String target = call.request().header("X-Amz-Target").orElse("");
    String name = target.substring(target.lastIndexOf('.') + 1);
    Operation operation = operations.get(name);
    if (operation == null) {
      throw AwsException.notSimulated(dialect.signingName(), name);
    }
    ObjectNode input = Json.read(new String(call.payload(), StandardCharsets.UTF_8));
    return response(200, operation.run(call, input), call.requestId());
  }

  @Override
  public AwsException refusal(AuthenticationFailure failure) {
    String code =
        switch (failure.reason()) {
          case MISSING -> "MissingAuthenticationTokenException";
          case MALFORMED, UNSIGNED_HEADER -> "IncompleteSignatureException";
          case UNKNOWN_KEY, INVALID_TOKEN -> "UnrecognizedClientException";
          case EXPIRED_TOKEN -> "ExpiredTokenException";
          case WRONG_SIGNATURE, SKEWED, EXPIRED_URL, WRONG_CONTENT -> "InvalidSignatureException";
        };
    return AwsException.badRequest(code, failure.text());
  }

  @Override
  public AwsException refusal(AccessDenied denied) {
    return AwsException.badRequest(
        "AccessDeniedException",
        dialect.detailedDenial()
            ? denied.plainMessage()
            : "You don't have permissions to access this resource.");
  }

  @Override
  public AwsResponse render(AwsException refusal, AwsRequest request, String requestId) {
    ObjectNode body = Json.object();
    body.put("__type", dialect.namespace() + refusal.code());
    body.put("message", refusal.text());
    for (Map.Entry<String, JsonNode> member : refusal.members().entrySet()) {
      body.set(member.getKey(), member.getValue());
    }
    return response(refusal.status(), body, requestId);
  }

  private AwsResponse response(int status, ObjectNode body, String requestId) {
    byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return AwsResponse.bytes(status, "application/x-amz-json-" + dialect.version(), bytes)
        .with("x-amzn-RequestId", requestId)
        .with("x-amz-crc32", Long.toString(crc.getValue()));
  }
}
