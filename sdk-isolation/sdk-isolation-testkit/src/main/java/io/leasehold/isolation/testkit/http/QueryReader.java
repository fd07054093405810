package io.leasehold.isolation.testkit.http;

import io.leasehold.localaws.internal.server.QueryService;
import io.leasehold.localaws.internal.server.Refusals;
import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.AwsResponse;
import io.leasehold.localaws.internal.wire.Parameters;
import io.leasehold.localaws.internal.wire.Xml;
import java.util.List;
import java.util.Map;

/** A service that speaks the AWS query protocol: a form in, XML out. */
final class QueryReader implements ServiceReader {

  /** Reads one operation. */
  @FunctionalInterface
  interface Operation {
    /** What that form needs. */
    List<Need> needs(SignedRequest request, Parameters form);
  }

  private final String signingName;
  private final String namespace;
  private final Refusals refusals;
  private final Map<String, Operation> operations;

  /** Creates the reader; the signing name is what the actions begin with, too. */
  QueryReader(String signingName, String namespace, Map<String, Operation> operations) {
    this.signingName = signingName;
    this.namespace = namespace;
    this.refusals = new QueryService(signingName, namespace, Map.of());
    this.operations = Map.copyOf(operations);
  }

  @Override
  public String signingName() {
    return signingName;
  }

  @Override
  public Reading read(SignedRequest request) {
    Parameters form = request.form();
    String name = form.find("Action").orElse("");
    if (!name.matches("[A-Za-z0-9]+")) {
      throw new Unreadable("it names no Action");
    }
    if (request.header("X-Amz-Target").isPresent()) {
      throw new Unreadable("it names an operation in X-Amz-Target as well");
    }
    Operation operation = operations.get(name);
    return operation == null
        ? new Reading.Unlisted(name, signingName + ":" + name)
        : new Reading.Understood(name, operation.needs(request, form));
  }

  @Override
  public AwsResponse success(SignedRequest request, String operation) {
    return AwsResponse.text(
        200,
        "text/xml",
        Xml.document(
            operation + "Response",
            namespace,
            xml ->
                xml.element(operation + "Result", result -> {})
                    .element("ResponseMetadata", m -> m.text("RequestId", "offline"))));
  }

  @Override
  public Refusals refusals(AwsRequest request) {
    return refusals;
  }
}
