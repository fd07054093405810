package io.leasehold.localaws.internal.dynamodb;

import io.leasehold.localaws.internal.wire.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tokens of an expression, read from left to right. */
final class Tokens {

  private static final Pattern TOKEN =
      Pattern.compile("\\s*(<>|<=|>=|[=<>(),.\\[\\]+-]|[:#]?[A-Za-z0-9_]+)\\s*");

  private final String kind;
  private final List<String> tokens = new ArrayList<>();
  private int at;

  /** Cuts the expression; the kind is for messages. */
  Tokens(String kind, String expression) {
    this.kind = kind;
    Matcher matcher = TOKEN.matcher(expression);
    int end = 0;
    while (end < expression.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw DynamoErrors.validation(
            "Invalid " + kind + ": Syntax error; token: \"" + expression.charAt(end) + "\"");
      }
      tokens.add(matcher.group(1));
      end = matcher.end();
    }
    if (tokens.isEmpty()) {
      throw DynamoErrors.validation("Invalid " + kind + ": The expression can not be empty;");
    }
  }

  boolean atEnd() {
    return at == tokens.size();
  }

  /** The coming token without taking it; empty at the end. */
  String peek() {
    return atEnd() ? "" : tokens.get(at);
  }

  String next() {
    if (atEnd()) {
      throw syntaxError();
    }
    return tokens.get(at++);
  }

  /** Whether the coming token is this one, in any case. */
  boolean sees(String token) {
    return peek().equalsIgnoreCase(token);
  }

  /** Whether a call of this function comes. */
  boolean seesCall(String function) {
    return sees(function) && at + 1 < tokens.size() && tokens.get(at + 1).equals("(");
  }

  /** Takes the coming token if it is this one. */
  boolean takes(String token) {
    if (!sees(token)) {
      return false;
    }
    at++;
    return true;
  }

  void expect(String token) {
    if (!takes(token)) {
      throw syntaxError();
    }
  }

  void expectEnd() {
    if (!atEnd()) {
      throw syntaxError();
    }
  }

  AwsException syntaxError() {
    return invalid("Syntax error; token: \"" + (atEnd() ? "<EOF>" : peek()) + "\"");
  }

  /** The refusal of this expression. */
  AwsException invalid(String reason) {
    return DynamoErrors.validation("Invalid " + kind + ": " + reason);
  }
}
