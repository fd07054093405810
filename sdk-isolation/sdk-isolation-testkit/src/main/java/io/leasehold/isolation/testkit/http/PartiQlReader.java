package io.leasehold.isolation.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Statements of PartiQL in requests to DynamoDB. */
final class PartiQlReader {

  private PartiQlReader() {}

  static List<Need> one(SignedRequest request, ObjectNode input) {
    return List.of(need(request, input).without("dynamodb:EnclosingOperation"));
  }

  static List<Need> batch(SignedRequest request, ObjectNode input) {
    List<Need> needs = new ArrayList<>();
    for (JsonNode statement : input.path("Statements")) {
      needs.add(need(request, statement).without("dynamodb:EnclosingOperation"));
    }
    return notEmpty(needs);
  }

  static List<Need> transaction(SignedRequest request, ObjectNode input) {
    List<Need> needs = new ArrayList<>();
    for (JsonNode statement : input.path("TransactStatements")) {
      needs.add(need(request, statement).with("dynamodb:EnclosingOperation", "ExecuteTransaction"));
    }
    return notEmpty(needs);
  }

  private static List<Need> notEmpty(List<Need> needs) {
    if (needs.isEmpty()) {
      throw new Unreadable("it has no statements");
    }
    return needs;
  }

  private static Need need(SignedRequest request, JsonNode input) {
    PartiQlTokens tokens =
        new PartiQlTokens(input.path("Statement").asText(""), input.path("Parameters"));
    String verb = tokens.next().text().toUpperCase(java.util.Locale.ROOT);
    return switch (verb) {
      case "SELECT" -> select(request, tokens);
      case "INSERT" -> insert(request, tokens);
      case "UPDATE", "DELETE" -> change(request, tokens, verb);
      default -> throw new Unreadable("PartiQL's " + verb + " is not read here");
    };
  }

  private static Need select(SignedRequest request, PartiQlTokens tokens) {
    tokens.skipTo("FROM");
    DynamoTable table = DynamoTable.of(request, tokens.name());
    Optional<String> index = tokens.takes(".") ? Optional.of(tokens.name()) : Optional.empty();
    Optional<Set<String>> keys = where(tokens, table.partitionKey(index));
    Need need =
        Need.of("dynamodb:PartiQLSelect", table.arn(index))
            .with("dynamodb:FullTableScan", Boolean.toString(keys.isEmpty()));
    return need.with("dynamodb:LeadingKeys", keys.map(List::copyOf).orElse(List.of()));
  }

  private static Need insert(SignedRequest request, PartiQlTokens tokens) {
    tokens.expect("INTO");
    DynamoTable table = DynamoTable.of(request, tokens.name());
    tokens.expect("VALUE");
    String key = tokens.member(table.partitionKey(Optional.empty()));
    return Need.of("dynamodb:PartiQLInsert", table.arn()).with("dynamodb:LeadingKeys", key);
  }

  private static Need change(SignedRequest request, PartiQlTokens tokens, String verb) {
    if (verb.equals("DELETE")) {
      tokens.expect("FROM");
    }
    DynamoTable table = DynamoTable.of(request, tokens.name());
    tokens.skipToWhere();
    Set<String> keys =
        where(tokens, table.partitionKey(Optional.empty()))
            .orElseThrow(() -> new Unreadable("it does not fix the partition key"));
    String action = verb.equals("DELETE") ? "dynamodb:PartiQLDelete" : "dynamodb:PartiQLUpdate";
    return Need.of(action, table.arn()).with("dynamodb:LeadingKeys", List.copyOf(keys));
  }

  private static Optional<Set<String>> where(PartiQlTokens tokens, String partitionKey) {
    if (!tokens.takes("WHERE")) {
      tokens.requireTail();
      return Optional.empty();
    }
    Optional<Set<String>> keys = new PartiQlCondition(tokens, partitionKey).keys();
    tokens.requireTail();
    return keys;
  }
}
