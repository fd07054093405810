package io.leasehold.isolation.testkit.http;

import io.leasehold.localaws.internal.s3.S3Refusals;
import io.leasehold.localaws.internal.server.JsonService;
import io.leasehold.localaws.internal.server.Refusals;
import io.leasehold.localaws.internal.wire.AwsRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The readers of all services, by the name in the credential scope. */
final class Readers {

  private static final Refusals JSON =
      new JsonService(new JsonService.Dialect("", "1.1", "", true), Map.of());

  private final Map<String, ServiceReader> readers = new HashMap<>();

  Readers() {
    List.of(
            DynamoDbReader.create(),
            new S3Reader(),
            SqsReader.create(),
            SecretsManagerReader.create(),
            SnsReader.create(),
            EventBridgeReader.create(),
            SsmReader.create(),
            KmsReader.create(),
            new SesReader(),
            LambdaReader.create(),
            new ExecuteApiReader(),
            new SearchReader(),
            KinesisReader.create(),
            BedrockReader.create(),
            S3VectorsReader.create(),
            CognitoReader.create(),
            StsReader.create())
        .forEach(reader -> readers.put(reader.signingName(), reader));
  }

  /** The reader of a service. */
  ServiceReader of(String signingName) {
    ServiceReader reader = readers.get(signingName);
    if (reader == null) {
      throw new Unreadable(
          "requests to \"%s\" are not read here, only to %s"
              .formatted(signingName, readers.keySet().stream().sorted().toList()));
    }
    return reader;
  }

  /** How to refuse a request that may not even name its service. */
  Refusals refusals(String signingName, AwsRequest request) {
    ServiceReader reader = readers.get(signingName);
    if (reader != null) {
      return reader.refusals(request);
    }
    return request.header("X-Amz-Target").isPresent() ? JSON : new S3Refusals();
  }
}
