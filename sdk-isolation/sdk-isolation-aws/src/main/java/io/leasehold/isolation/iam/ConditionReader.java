package io.leasehold.isolation.iam;

import io.leasehold.isolation.iam.Condition.Quantifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a Condition block. */
final class ConditionReader {

  /** A name after a service or issuer; behind a slash it may be a tag, which may have spaces. */
  static final String KEY_GRAMMAR =
      "[A-Za-z0-9./_-]+:[A-Za-z0-9_.:=+@-]+(?:/[A-Za-z0-9_.:/=+@-]+(?: +[A-Za-z0-9_.:/=+@-]+)*)?";

  private static final Pattern KEY = Pattern.compile(KEY_GRAMMAR);
  private static final String FOR_ALL = "ForAllValues:";
  private static final String FOR_ANY = "ForAnyValue:";
  private static final String IF_EXISTS = "IfExists";

  private final boolean variables;

  ConditionReader(boolean variables) {
    this.variables = variables;
  }

  List<Condition> read(Object block) {
    List<Condition> conditions = new ArrayList<>();
    for (var operator : PolicyReader.object(block, "Condition").entrySet()) {
      String name = operator.getKey();
      Set<String> seen = new HashSet<>();
      for (var key : PolicyReader.object(operator.getValue(), name).entrySet()) {
        if (!seen.add(key.getKey().toLowerCase(Locale.ROOT))) {
          throw new PolicySyntaxException(name + " names " + key.getKey() + " twice");
        }
        conditions.add(condition(name, key.getKey(), values(key.getValue(), key.getKey())));
      }
    }
    return conditions;
  }

  /** Only here may a number or a boolean stand for a text. */
  private static List<String> values(Object raw, String key) {
    List<?> list = raw instanceof List<?> several ? several : List.of(raw);
    return PolicyReader.texts(
        list.stream().map(v -> v instanceof Json.Bare bare ? bare.text() : v).toList(), key);
  }

  private Condition condition(String name, String key, List<String> values) {
    if (!KEY.matcher(key).matches()) {
      throw new PolicySyntaxException("malformed condition key \"" + key + "\"");
    }
    String lowered = key.toLowerCase(Locale.ROOT);
    String shown = name + " " + key + " " + values;
    if (name.equals("Null")) {
      return new Condition.Presence(lowered, values.stream().map(this::bool).toList(), shown);
    }
    Quantifier quantifier =
        name.startsWith(FOR_ALL)
            ? Quantifier.FOR_ALL
            : name.startsWith(FOR_ANY) ? Quantifier.FOR_ANY : Quantifier.PLAIN;
    boolean ifExists = name.endsWith(IF_EXISTS);
    int start = quantifier == Quantifier.PLAIN ? 0 : name.indexOf(':') + 1;
    int end = name.length() - (ifExists ? IF_EXISTS.length() : 0);
    Operator operator = Operator.named(name.substring(start, Math.max(start, end)));
    return new Condition.Comparison(
        quantifier,
        operator.negated(),
        ifExists,
        lowered,
        values.stream().map(value -> operator.compiler().compile(value, variables)).toList(),
        shown);
  }

  private boolean bool(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new PolicySyntaxException("Null wants true or false, not " + value);
    };
  }
}
