package io.leasehold.localaws.internal.dynamodb;

import io.leasehold.localaws.internal.wire.AwsException;

/** The refusals of DynamoDB in its own words. */
final class DynamoErrors {

  private DynamoErrors() {}

  static AwsException validation(String message) {
    return AwsException.badRequest("ValidationException", message);
  }

  static AwsException noSuchTable(String name) {
    return AwsException.badRequest(
        "ResourceNotFoundException", "Requested resource not found: Table: " + name + " not found");
  }

  static AwsException conditionFailed() {
    return AwsException.badRequest(
        "ConditionalCheckFailedException", "The conditional request failed");
  }
}
