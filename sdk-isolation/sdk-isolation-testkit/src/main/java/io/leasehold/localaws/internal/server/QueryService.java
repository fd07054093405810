package io.leasehold.localaws.internal.server;

import io.leasehold.localaws.internal.access.AccessDenied;
import io.leasehold.localaws.internal.access.Authenticated;
import io.leasehold.localaws.internal.sigv4.AuthenticationFailure;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.AwsResponse;
import io.leasehold.localaws.internal.wire.Parameters;
import io.leasehold.localaws.internal.wire.Xml;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** A service that speaks the AWS query protocol: a form in, XML out. */
public final class QueryService implements AwsService {

  /** One operation. */
  @FunctionalInterface
  public interface Operation {
    /** Answers the form with what stands in the result element. */
    Consumer<Xml> run(Authenticated call, Parameters form);
  }

  private final String signingName;
  private final String namespace;
  private final Map<String, Operation> operations;
  private final Map<String, Function<Parameters, Consumer<Xml>>> unsigned;

  /** Creates the service with its operations by name. */
  public QueryService(String signingName, String namespace, Map<String, Operation> operations) {
    this(signingName, namespace, operations, Map.of());
  }

  /** Creates the service with operations that have to be signed, and some that need not be. */
  public QueryService(
      String signingName,
      String namespace,
      Map<String, Operation> operations,
      Map<String, Function<Parameters, Consumer<Xml>>> unsigned) {
    this.signingName = signingName;
    this.namespace = namespace;
    this.operations = Map.copyOf(operations);
    this.unsigned = Map.copyOf(unsigned);
  }

  @Override
  public String signingName() {
    return signingName;
  }

  @Override
  public AwsResponse answer(Authenticated call) {
    Parameters form = Parameters.parse(new String(call.payload(), StandardCharsets.UTF_8), true);
    if (form.all().isEmpty()) {
      form = call.request().query();
    }
    String action = form.find("Action").orElse("");
    Operation operation = operations.get(action);
    if (operation == null) {
      throw AwsException.notSimulated(signingName, action);
    }
    return respond(action, operation.run(call, form), call.requestId());
  }

  @Override
  public Optional<AwsResponse> answerUnsigned(AwsRequest request, String requestId) {
    Parameters form = Parameters.parse(request.text(), true);
    String action = form.find("Action").orElse("");
    return Optional.ofNullable(unsigned.get(action))
        .map(operation -> respond(action, operation.apply(form), requestId));
  }

  private AwsResponse respond(String action, Consumer<Xml> result, String requestId) {
    String body =
        Xml.document(
            action + "Response",
            namespace,
            xml ->
                xml.element(action + "Result", result)
                    .element("ResponseMetadata", m -> m.text("RequestId", requestId)));
    return AwsResponse.text(200, "text/xml", body).with("x-amzn-RequestId", requestId);
  }

  @Override
  public AwsException refusal(AuthenticationFailure failure) {
    return switch (failure.reason()) {
      case MISSING -> new AwsException(403, "MissingAuthenticationToken", failure.text());
      case MALFORMED, UNSIGNED_HEADER ->
          AwsException.badRequest("IncompleteSignature", failure.text());
      case UNKNOWN_KEY, INVALID_TOKEN ->
          new AwsException(403, "InvalidClientTokenId", failure.text());
      case EXPIRED_TOKEN -> new AwsException(403, "ExpiredToken", failure.text());
      case WRONG_SIGNATURE, SKEWED, EXPIRED_URL, WRONG_CONTENT ->
          new AwsException(403, "SignatureDoesNotMatch", failure.text());
    };
  }

  @Override
  public AwsException refusal(AccessDenied denied) {
    return new AwsException(403, "AccessDenied", denied.plainMessage());
  }

  @Override
  public AwsResponse render(AwsException refusal, AwsRequest request, String requestId) {
    String body =
        Xml.document(
            "ErrorResponse",
            namespace,
            xml ->
                xml.element(
                        "Error",
                        error ->
                            error
                                .text("Type", refusal.status() < 500 ? "Sender" : "Receiver")
                                .text("Code", refusal.code())
                                .text("Message", refusal.text()))
                    .text("RequestId", requestId));
    return AwsResponse.text(refusal.status(), "text/xml", body).with("x-amzn-RequestId", requestId);
  }
}
