package io.leasehold.isolation.catalogue;

import java.util.Locale;

/** What a condition operator compares, and so which keys it is documented for. */
enum OperatorType {
  STRING("string"),
  ARN("arn"),
  NUMERIC("numeric"),
  DATE("date"),
  BOOL("bool"),
  IP_ADDRESS("ipaddress"),
  BINARY("binary");

  private static final String ARRAY = "ArrayOf";

  private final String prefix;

  OperatorType(String prefix) {
    this.prefix = prefix;
  }

  /**
   * The type of an operator, which may have a set prefix and a suffix.
   *
   * @throws IllegalArgumentException if it is none that compares values
   */
  static OperatorType of(String operator) {
    String plain = operator.substring(operator.indexOf(':') + 1).toLowerCase(Locale.ROOT);
    String affirmed = plain.startsWith("not") ? plain.substring("not".length()) : plain;
    for (OperatorType type : values()) {
      if (affirmed.startsWith(type.prefix)) {
        return type;
      }
    }
    throw new IllegalArgumentException("no operator that compares: " + operator);
  }

  /** Whether it compares values of the key; of a type that is not known, all do. */
  boolean suits(ConditionKey key) {
    String type = key.several() ? key.type().substring(ARRAY.length()) : key.type();
    return switch (type) {
      case "String" -> this == STRING;
      case "ARN" -> this == ARN || this == STRING;
      case "Numeric" -> this == NUMERIC;
      case "Date" -> this == DATE || this == NUMERIC; // seconds since 1970
      case "Bool" -> this == BOOL;
      case "IPAddress" -> this == IP_ADDRESS;
      default -> true;
    };
  }
}
