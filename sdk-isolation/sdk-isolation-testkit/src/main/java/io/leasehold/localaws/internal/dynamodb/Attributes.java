package io.leasehold.localaws.internal.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * Attribute values, brought into one form in which equal values are equal trees: numbers without
 * superfluous digits, sets in order.
 */
final class Attributes {

  private static final int MOST_DIGITS = 38;

  private Attributes() {}

  /** The attributes of an item, each in the one form. */
  static ObjectNode item(JsonNode attributes) {
    ObjectNode item = Json.object();
    attributes.properties().forEach(entry -> item.set(entry.getKey(), value(entry.getValue())));
    return item;
  }

  /** A value in the one form. */
  static ObjectNode value(JsonNode value) {
    if (!value.isObject() || value.size() != 1) {
      throw DynamoErrors.validation(
          "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the"
              + " supported datatypes");
    }
    String type = type(value);
    JsonNode content = value.path(type);
    ObjectNode form = Json.object();
    switch (type) {
      case "S", "B" -> form.put(type, content.asText());
      case "N" -> form.put(type, number(content.asText()));
      case "BOOL", "NULL" -> form.put(type, content.asBoolean());
      case "SS", "NS", "BS" -> form.set(type, set(type, content));
      case "L" -> {
        ArrayNode list = form.putArray(type);
        content.forEach(element -> list.add(value(element)));
      }
      case "M" -> form.set(type, item(content));
      default ->
          throw DynamoErrors.validation("Supplied AttributeValue has an unknown type " + type);
    }
    return form;
  }

  /** The type of a value: S, N, B, BOOL, NULL, L, M, SS, NS or BS. */
  static String type(JsonNode value) {
    return value.fieldNames().next();
  }

  private static String number(String text) {
    try {
      BigDecimal number = new BigDecimal(text).stripTrailingZeros();
      if (number.precision() > MOST_DIGITS) {
        throw DynamoErrors.validation(
            "Attempting to store more than 38 significant digits in a Number");
      }
      return number.toPlainString();
    } catch (NumberFormatException e) {
      throw DynamoErrors.validation(
          "The parameter cannot be converted to a numeric value: " + text);
    }
  }

  private static ArrayNode set(String type, JsonNode content) {
    TreeSet<String> members = new TreeSet<>();
    for (JsonNode member : content) {
      String text = type.equals("NS") ? number(member.asText()) : member.asText();
      if (!members.add(text)) {
        throw DynamoErrors.validation(
            "One or more parameter values were invalid: Input collection contains duplicates.");
      }
    }
    if (members.isEmpty()) {
      throw DynamoErrors.validation(
          "One or more parameter values were invalid: An " + type + " set may not be empty");
    }
    return Json.texts(members.stream().toList());
  }

  /** The order of two values of the same ordered type; empty for others. */
  static OptionalInt compare(JsonNode left, JsonNode right) {
    String type = type(left);
    if (!type.equals(type(right))) {
      return OptionalInt.empty();
    }
    String a = left.path(type).asText();
    String b = right.path(type).asText();
    return switch (type) {
      case "S" ->
          OptionalInt.of(
              Arrays.compareUnsigned(
                  a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
      case "N" -> OptionalInt.of(new BigDecimal(a).compareTo(new BigDecimal(b)));
      case "B" -> OptionalInt.of(Arrays.compareUnsigned(bytes(a), bytes(b)));
      default -> OptionalInt.empty();
    };
  }

  private static byte[] bytes(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  /** What {@code size()} tells of a value. */
  static int size(JsonNode value) {
    String type = type(value);
    JsonNode content = value.path(type);
    return switch (type) {
      case "S" -> content.asText().length();
      case "B" -> bytes(content.asText()).length;
      case "L", "M", "SS", "NS", "BS" -> content.size();
      default ->
          throw DynamoErrors.validation(
              "Invalid operand for operator or function; operator or function: size, operand type: "
                  + type);
    };
  }

  /** A number as a value. */
  static ObjectNode number(BigDecimal number) {
    return Json.object().put("N", number(number.toPlainString()));
  }

  /** The number in a value. */
  static BigDecimal number(JsonNode value) {
    if (!value.has("N")) {
      throw wrongType();
    }
    return new BigDecimal(value.path("N").asText());
  }

  static AwsException wrongType() {
    return DynamoErrors.validation(
        "An operand in the update expression has an incorrect data type");
  }
}
