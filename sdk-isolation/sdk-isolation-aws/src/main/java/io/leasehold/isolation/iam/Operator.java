package io.leasehold.isolation.iam;

import static java.util.Map.entry;

import java.util.Map;

/**
 * A condition operator without its set prefix and {@code IfExists} suffix.
 *
 * @param negated whether it wants none of the values
 */
record Operator(ExpectedValue.Compiler compiler, boolean negated) {

  private static final Map<String, Operator> ALL =
      Map.ofEntries(
          entry("StringEquals", new Operator(TextOperators.equal(Fit.NO), false)),
          entry("StringNotEquals", new Operator(TextOperators.equal(Fit.UNCLEAR), true)),
          entry(
              "StringEqualsIgnoreCase",
              new Operator(TextOperators.equalIgnoringCase(Fit.NO), false)),
          entry(
              "StringNotEqualsIgnoreCase",
              new Operator(TextOperators.equalIgnoringCase(Fit.UNCLEAR), true)),
          entry("StringLike", new Operator(TextOperators.like(Fit.NO), false)),
          entry("StringNotLike", new Operator(TextOperators.like(Fit.UNCLEAR), true)),
          entry("ArnEquals", new Operator(TextOperators.arn(Fit.NO), false)),
          entry("ArnLike", new Operator(TextOperators.arn(Fit.NO), false)),
          entry("ArnNotEquals", new Operator(TextOperators.arn(Fit.UNCLEAR), true)),
          entry("ArnNotLike", new Operator(TextOperators.arn(Fit.UNCLEAR), true)),
          entry("Bool", new Operator(ValueOperators::bool, false)),
          entry("BinaryEquals", new Operator(ValueOperators::binary, false)),
          entry("IpAddress", new Operator(AddressRange::compile, false)),
          entry("NotIpAddress", new Operator(AddressRange::compile, true)),
          entry("NumericEquals", new Operator(ValueOperators.numeric(c -> c == 0), false)),
          entry("NumericNotEquals", new Operator(ValueOperators.numeric(c -> c == 0), true)),
          entry("NumericLessThan", new Operator(ValueOperators.numeric(c -> c < 0), false)),
          entry("NumericLessThanEquals", new Operator(ValueOperators.numeric(c -> c <= 0), false)),
          entry("NumericGreaterThan", new Operator(ValueOperators.numeric(c -> c > 0), false)),
          entry(
              "NumericGreaterThanEquals", new Operator(ValueOperators.numeric(c -> c >= 0), false)),
          entry("DateEquals", new Operator(ValueOperators.date(c -> c == 0), false)),
          entry("DateNotEquals", new Operator(ValueOperators.date(c -> c == 0), true)),
          entry("DateLessThan", new Operator(ValueOperators.date(c -> c < 0), false)),
          entry("DateLessThanEquals", new Operator(ValueOperators.date(c -> c <= 0), false)),
          entry("DateGreaterThan", new Operator(ValueOperators.date(c -> c > 0), false)),
          entry("DateGreaterThanEquals", new Operator(ValueOperators.date(c -> c >= 0), false)));

  static Operator named(String name) {
    Operator operator = ALL.get(name);
    if (operator == null) {
      throw new PolicySyntaxException("unknown condition operator \"" + name + "\"");
    }
    return operator;
  }
}
