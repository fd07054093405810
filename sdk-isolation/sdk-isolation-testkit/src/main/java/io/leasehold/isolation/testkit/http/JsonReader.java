package io.leasehold.isolation.testkit.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.server.JsonService;
import io.leasehold.localaws.internal.server.Refusals;
import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.AwsResponse;
import io.leasehold.localaws.internal.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A service that speaks AWS JSON: the operation is in {@code X-Amz-Target}. */
final class JsonReader implements ServiceReader {

  /** Reads one operation. */
  @FunctionalInterface
  interface Operation {
    /** What that input needs. */
    List<Need> needs(SignedRequest request, ObjectNode input);
  }

  private static final Pattern TARGET = Pattern.compile("[A-Za-z0-9_]+\\.[A-Za-z0-9]+");

  private final String signingName;
  private final String prefix;
  private final Success success;
  private final String version;
  private final Refusals refusals;
  private final Map<String, Operation> operations;

  /** The success that says nothing; some clients want it to say a little. */
  @FunctionalInterface
  interface Success {
    /** The body of the answer. */
    String body(ObjectNode input, String operation);
  }

  /**
   * Creates the reader.
   *
   * @param prefix what the actions of the service begin with
   * @param version of the protocol: 1.0 or 1.1
   * @param namespace the prefix of error types, with its separator
   */
  JsonReader(
      String signingName,
      String prefix,
      String version,
      String namespace,
      Map<String, Operation> operations) {
    this(signingName, prefix, version, namespace, operations, (input, operation) -> "{}");
  }

  /** Creates the reader with a success of its own. */
  JsonReader(
      String signingName,
      String prefix,
      String version,
      String namespace,
      Map<String, Operation> operations,
      Success success) {
    this.success = success;
    this.signingName = signingName;
    this.prefix = prefix;
    this.version = version;
    this.refusals =
        new JsonService(new JsonService.Dialect(signingName, version, namespace, true), Map.of());
    this.operations = Map.copyOf(operations);
  }

  @Override
  public String signingName() {
    return signingName;
  }

  @Override
  public Reading read(SignedRequest request) {
    String target = request.header("X-Amz-Target").orElse("");
    String name = target.substring(target.lastIndexOf('.') + 1);
    if (name.isEmpty()) {
      throw new Unreadable("it has no X-Amz-Target");
    }
    requirePlain(request, target);
    Operation operation = operations.get(name);
    return operation == null
        ? new Reading.Unlisted(name, prefix + ":" + name)
        : new Reading.Understood(name, operation.needs(request, request.json()));
  }

  // With another path, query or type of content it may be a request in another protocol, too.
  private static void requirePlain(SignedRequest request, String target) {
    AwsRequest http = request.http();
    String type = request.header("Content-Type").orElse("");
    if (!TARGET.matcher(target).matches()
        || !http.method().equals("POST")
        || !http.rawPath().equals("/")
        || !http.query().all().isEmpty()
        || !type.startsWith("application/x-amz-")) {
      throw new Unreadable(
          "X-Amz-Target, method, path, query and Content-Type are not those of AWS JSON together");
    }
  }

  @Override
  public AwsResponse success(SignedRequest request, String operation) {
    String body = success.body(request.json(), operation);
    return CborWords.speaks(request.http())
        ? CborWords.answer(200, Json.read(body))
        : AwsResponse.text(200, "application/x-amz-json-" + version, body);
  }

  @Override
  public Refusals refusals(AwsRequest request) {
    if (signingName.equals("sqs")) {
      return new SqsRefusals(refusals);
    }
    return CborWords.speaks(request) ? new CborWords(refusals) : refusals;
  }
}
