package io.leasehold.localaws.internal.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** A condition or filter expression. */
@FunctionalInterface
interface Condition {

  /** Whether the item, or the empty one if there is none, fulfils it. */
  boolean test(ObjectNode item);

  /** Reads an expression of this kind. */
  static Condition parse(String kind, String expression, Placeholders placeholders) {
    Parser parser = new Parser(new Tokens(kind, expression), placeholders);
    Condition condition = parser.or();
    parser.tokens.expectEnd();
    return condition;
  }

  /** The comparison of two values; false when one is missing. */
  static boolean compare(Operand left, String operator, Operand right, ObjectNode item) {
    JsonNode a = left.of(item);
    JsonNode b = right.of(item);
    if (a == null || b == null) {
      return operator.equals("<>") && (a != null || b != null);
    }
    return switch (operator) {
      case "=" -> a.equals(b);
      case "<>" -> !a.equals(b);
      case "<" -> ordered(a, b, order -> order < 0);
      case "<=" -> ordered(a, b, order -> order <= 0);
      case ">" -> ordered(a, b, order -> order > 0);
      case ">=" -> ordered(a, b, order -> order >= 0);
      default -> throw DynamoErrors.validation("Syntax error; token: \"" + operator + "\"");
    };
  }

  private static boolean ordered(JsonNode a, JsonNode b, IntPredicate predicate) {
    return Attributes.compare(a, b).stream().anyMatch(predicate);
  }

  /** Whether a text or binary value begins with another. */
  static boolean beginsWith(Operand value, Operand prefix, ObjectNode item) {
    JsonNode a = value.of(item);
    JsonNode b = prefix.of(item);
    return a != null
        && b != null
        && a.has("S")
        && b.has("S")
        && a.path("S").asText().startsWith(b.path("S").asText());
  }

  /** Reads the grammar from the weakest binding to the strongest. */
  final class Parser {
    private static final List<String> FUNCTIONS =
        List.of(
            "attribute_exists",
            "attribute_not_exists",
            "attribute_type",
            "begins_with",
            "contains");
    private static final Set<String> COMPARATORS = Set.of("=", "<>", "<", "<=", ">", ">=");

    private final Tokens tokens;
    private final Placeholders placeholders;

    Parser(Tokens tokens, Placeholders placeholders) {
      this.tokens = tokens;
      this.placeholders = placeholders;
    }

    private Condition or() {
      Condition first = and();
      if (!tokens.takes("OR")) {
        return first;
      }
      Condition rest = or();
      return item -> first.test(item) || rest.test(item);
    }

    private Condition and() {
      Condition first = not();
      if (!tokens.takes("AND")) {
        return first;
      }
      Condition rest = and();
      return item -> first.test(item) && rest.test(item);
    }

    private Condition not() {
      if (tokens.takes("NOT")) {
        Condition inner = not();
        return item -> !inner.test(item);
      }
      if (tokens.takes("(")) {
        Condition inner = or();
        tokens.expect(")");
        return inner;
      }
      boolean call = FUNCTIONS.stream().anyMatch(tokens::seesCall);
      return call ? call(tokens.next().toLowerCase(Locale.ROOT)) : comparison();
    }

    private Condition call(String name) {
      tokens.expect("(");
      Operand first = Operand.parse(tokens, placeholders);
      if (name.equals("attribute_exists") || name.equals("attribute_not_exists")) {
        tokens.expect(")");
        boolean wanted = name.equals("attribute_exists");
        return item -> (first.of(item) != null) == wanted;
      }
      tokens.expect(",");
      Operand second = Operand.parse(tokens, placeholders);
      tokens.expect(")");
      return switch (name) {
        case "begins_with" -> item -> beginsWith(first, second, item);
        case "contains" -> item -> contains(first.of(item), second.of(item));
        default -> item -> isOfType(first.of(item), second.of(item));
      };
    }

    private static boolean isOfType(@Nullable JsonNode value, @Nullable JsonNode type) {
      return value != null
          && type != null
          && Attributes.type(value).equals(type.path("S").asText());
    }

    private static boolean contains(@Nullable JsonNode value, @Nullable JsonNode part) {
      if (value == null || part == null) {
        return false;
      }
      String type = Attributes.type(value);
      String partType = Attributes.type(part);
      if (type.equals("S") && partType.equals("S")) {
        return value.path("S").asText().contains(part.path("S").asText());
      }
      if (type.equals("L")) {
        return elements(value.path("L")).contains(part);
      }
      return type.equals(partType + "S") && elements(value.path(type)).contains(part.get(partType));
    }

    private static List<JsonNode> elements(JsonNode array) {
      List<JsonNode> elements = new ArrayList<>();
      array.forEach(elements::add);
      return elements;
    }

    private Condition comparison() {
      Operand left = Operand.parse(tokens, placeholders);
      if (tokens.takes("BETWEEN")) {
        Operand low = Operand.parse(tokens, placeholders);
        tokens.expect("AND");
        Operand high = Operand.parse(tokens, placeholders);
        return item -> compare(left, ">=", low, item) && compare(left, "<=", high, item);
      }
      if (tokens.takes("IN")) {
        return in(left);
      }
      String operator = tokens.next();
      if (!COMPARATORS.contains(operator)) {
        throw tokens.syntaxError();
      }
      Operand right = Operand.parse(tokens, placeholders);
      return item -> compare(left, operator, right, item);
    }

    private Condition in(Operand left) {
      List<Operand> options = new ArrayList<>();
      tokens.expect("(");
      do {
        options.add(Operand.parse(tokens, placeholders));
      } while (tokens.takes(","));
      tokens.expect(")");
      return item -> options.stream().anyMatch(option -> compare(left, "=", option, item));
    }
  }
}
