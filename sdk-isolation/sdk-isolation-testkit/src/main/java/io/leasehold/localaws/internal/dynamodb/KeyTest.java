package io.leasehold.localaws.internal.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One test of a key condition as it is written, before it is held against the key of a table.
 *
 * @param path what is tested
 * @param operator a comparison, {@code BETWEEN} or {@code begins_with}
 * @param values what it is compared with: two for {@code BETWEEN}, otherwise one
 */
record KeyTest(DocumentPath path, String operator, List<JsonNode> values) {

  private static final Set<String> COMPARATORS = Set.of("=", "<", "<=", ">", ">=");

  /** Copies the values. */
  KeyTest {
    values = List.copyOf(values);
  }

  /** The tests of an expression, all of which have to hold. */
  static List<KeyTest> parse(String expression, Placeholders placeholders) {
    Tokens tokens = new Tokens("KeyConditionExpression", expression);
    List<KeyTest> tests = new ArrayList<>();
    do {
      tests.add(part(tokens, placeholders));
    } while (tokens.takes("AND"));
    tokens.expectEnd();
    return tests;
  }

  private static KeyTest part(Tokens tokens, Placeholders placeholders) {
    if (tokens.takes("(")) {
      KeyTest inner = part(tokens, placeholders);
      tokens.expect(")");
      return inner;
    }
    if (tokens.seesCall("begins_with")) {
      tokens.next();
      tokens.expect("(");
      DocumentPath path = DocumentPath.parse(tokens, placeholders);
      tokens.expect(",");
      JsonNode prefix = placeholders.value(tokens.next());
      tokens.expect(")");
      return new KeyTest(path, "begins_with", List.of(prefix));
    }
    DocumentPath path = DocumentPath.parse(tokens, placeholders);
    if (tokens.takes("BETWEEN")) {
      JsonNode low = placeholders.value(tokens.next());
      tokens.expect("AND");
      return new KeyTest(path, "BETWEEN", List.of(low, placeholders.value(tokens.next())));
    }
    String operator = tokens.next();
    if (!COMPARATORS.contains(operator)) {
      throw DynamoErrors.validation("Invalid operator used in KeyConditionExpression: " + operator);
    }
    return new KeyTest(path, operator, List.of(placeholders.value(tokens.next())));
  }

  /** Whether it is about that attribute as a whole. */
  boolean isAbout(String attribute) {
    return path.steps().equals(List.of(attribute));
  }
}
