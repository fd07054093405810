package io.leasehold.isolation.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.leasehold.localaws.internal.dynamodb.LeadingKeys;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table as a request names it: by name or by ARN. */
record DynamoTable(String name, String arn, AwsFacts facts) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{3,255}");
  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:\\d{12}:table/([A-Za-z0-9_.-]{3,255})");

  static DynamoTable of(SignedRequest request, String nameOrArn) {
    Matcher arn = ARN.matcher(nameOrArn);
    if (arn.matches()) {
      return new DynamoTable(arn.group(1), nameOrArn, request.facts());
    }
    if (!NAME.matcher(nameOrArn).matches()) {
      throw new Unreadable("\"" + nameOrArn + "\" is no name and no ARN of a table");
    }
    return new DynamoTable(
        nameOrArn, request.arn("dynamodb", "table/" + nameOrArn), request.facts());
  }

  String arn(Optional<String> index) {
    return index.map(name -> arn + "/index/" + name).orElse(arn);
  }

  String partitionKey(Optional<String> index) {
    return facts.partitionKey(name, index);
  }

  /** The partition key in a key or an item. */
  String leadingKey(JsonNode attributes) {
    return LeadingKeys.ofItem(attributes, partitionKey(Optional.empty()));
  }
}
