package io.leasehold.localaws.internal.dynamodb;

import io.leasehold.localaws.internal.access.Authorizer;
import io.leasehold.localaws.internal.server.AwsService;
import io.leasehold.localaws.internal.server.JsonService;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Amazon DynamoDB. */
public final class DynamoDbService {

  private DynamoDbService() {}

  /** The service, without tables. */
  public static AwsService create(Authorizer authorizer, Clock clock) {
    DynamoAccess access = new DynamoAccess(authorizer);
    Map<String, JsonService.Operation> operations = new HashMap<>();
    operations.putAll(new TableOperations(access, clock).operations());
    operations.putAll(new ItemOperations(access).operations());
    operations.putAll(new QueryOperations(access).operations());
    operations.putAll(new BatchOperations(access).operations());
    operations.putAll(new TransactOperations(access).operations());
    return new JsonService(
        new JsonService.Dialect("dynamodb", "1.0", "com.amazonaws.dynamodb.v20120810#", true),
        operations);
  }
}
