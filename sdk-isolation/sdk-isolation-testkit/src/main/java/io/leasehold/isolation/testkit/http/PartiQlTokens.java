package io.leasehold.isolation.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.leasehold.localaws.internal.dynamodb.LeadingKeys;
import io.leasehold.localaws.internal.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tokens of a PartiQL statement, read from left to right. */
final class PartiQlTokens {

  /** What a token is. */
  enum Kind {
    /** A word or symbol as it stands. */
    WORD,
    /** A name in double quotes. */
    NAME,
    /** A text, number or parameter. */
    VALUE,
    /** A value that no partition key can have. */
    OTHER,
    /** A function with its arguments, or a path into an item: nothing that fixes a key. */
    CALL
  }

  /** A token; the text of a value is in the form of {@code dynamodb:LeadingKeys}. */
  record Token(Kind kind, String text) {
    /** Whether it is that attribute. */
    boolean names(String attribute) {
      return (kind == Kind.NAME || kind == Kind.WORD) && text.equals(attribute);
    }
  }

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:'((?:[^']|'')*)'|\"((?:[^\"]|\"\")*)\"|(-?\\d[\\d.]*(?:[eE][+-]?\\d+)?)"
              + "|(<>|!=|<=|>=|<<|>>|[=<>(),.\\[\\]{}:?*+-]|[A-Za-z_][A-Za-z0-9_]*))\\s*");
  private static final String END = "";

  private final List<Token> tokens = new ArrayList<>();
  private int at;

  PartiQlTokens(String statement, JsonNode parameters) {
    Matcher matcher = TOKEN.matcher(statement);
    int end = 0;
    int parameter = 0;
    while (end < statement.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw new Unreadable(
            "its PartiQL cannot be read from \"" + statement.substring(end) + "\"");
      }
      Token token = token(matcher);
      tokens.add(token.equals(new Token(Kind.WORD, "?")) ? value(parameters, parameter++) : token);
      end = matcher.end();
    }
  }

  private static Token token(Matcher matcher) {
    if (matcher.group(1) != null) {
      return new Token(Kind.VALUE, matcher.group(1).replace("''", "'"));
    }
    if (matcher.group(2) != null) {
      return new Token(Kind.NAME, matcher.group(2).replace("\"\"", "\""));
    }
    if (matcher.group(3) != null) {
      JsonNode number = Json.object().put("N", matcher.group(3));
      return new Token(Kind.VALUE, LeadingKeys.ofItem(Json.object().set("n", number), "n"));
    }
    return new Token(Kind.WORD, matcher.group(4));
  }

  private static Token value(JsonNode parameters, int position) {
    JsonNode value = parameters.path(position);
    if (value.has("S") || value.has("N") || value.has("B")) {
      return new Token(Kind.VALUE, LeadingKeys.ofItem(Json.object().set("p", value), "p"));
    }
    if (value.isMissingNode()) {
      throw new Unreadable("its PartiQL has more question marks than parameters");
    }
    return new Token(Kind.OTHER, "");
  }

  Unreadable unreadable() {
    return new Unreadable("its PartiQL is not understood at \"" + peek() + "\"");
  }

  Token next() {
    if (at == tokens.size()) {
      throw new Unreadable("its PartiQL ends early");
    }
    return tokens.get(at++);
  }

  /** The coming word or symbol; empty at the end and before names and values. */
  String peek() {
    boolean word = at < tokens.size() && tokens.get(at).kind() == Kind.WORD;
    return word ? tokens.get(at).text() : END;
  }

  boolean takes(String word) {
    if (!peek().equalsIgnoreCase(word)) {
      return false;
    }
    at++;
    return true;
  }

  void expect(String word) {
    if (!takes(word)) {
      throw unreadable();
    }
  }

  /** The name of a table or index. */
  String name() {
    Token token = next();
    if (token.kind() != Kind.NAME && token.kind() != Kind.WORD) {
      throw unreadable();
    }
    return token.text();
  }

  void skipTo(String word) {
    while (!takes(word)) {
      Token skipped = next();
      if (skipped.kind() == Kind.WORD && skipped.text().equalsIgnoreCase("SELECT")) {
        throw unreadable();
      }
    }
  }

  /** Leaves out what is set or removed. */
  void skipToWhere() {
    while (at < tokens.size() && !peek().equalsIgnoreCase("WHERE")) {
      at++;
    }
  }

  /** One side of a comparison; a path that leads into an attribute fixes no key. */
  Token operand() {
    Token first = next();
    boolean call = first.kind() == Kind.WORD && peek().equals("(");
    boolean path = first.kind() != Kind.VALUE && (peek().equals(".") || peek().equals("["));
    if (!call && !path) {
      return first;
    }
    while (true) {
      if (peek().equals("(") || peek().equals("[")) {
        skipBrackets();
      } else if (takes(".")) {
        Token step = next();
        if (step.kind() == Kind.VALUE) {
          throw unreadable();
        }
      } else {
        return new Token(Kind.CALL, first.text());
      }
    }
  }

  void skipOperand() {
    Token skipped = operand();
    if (skipped.kind() == Kind.WORD && skipped.text().equals(")")) {
      throw unreadable();
    }
  }

  private void skipBrackets() {
    int depth = 0;
    do {
      String text = peek();
      Token skipped = next();
      boolean word = skipped.kind() == Kind.WORD;
      depth += word && List.of("(", "[", "{").contains(text) ? 1 : 0;
      depth -= word && List.of(")", "]", "}").contains(text) ? 1 : 0;
    } while (depth > 0);
  }

  /** Values in round or square brackets. */
  List<Token> list() {
    String close = takes("[") ? "]" : ")";
    if (close.equals(")")) {
      expect("(");
    }
    List<Token> values = new ArrayList<>();
    do {
      values.add(next());
    } while (takes(","));
    expect(close);
    return values;
  }

  /** The value of a member of the tuple that comes, at its outermost level. */
  String member(String name) {
    expect("{");
    Optional<String> found = Optional.empty();
    do {
      Token key = next();
      expect(":");
      Token value = next();
      if (value.kind() == Kind.WORD && List.of("[", "{", "<<").contains(value.text())) {
        at--;
        throw new Unreadable("its PartiQL inserts nested literals: pass them as parameters");
      }
      if (key.text().equals(name)) {
        if (value.kind() != Kind.VALUE || found.isPresent()) {
          throw unreadable();
        }
        found = Optional.of(value.text());
      }
    } while (takes(","));
    expect("}");
    requireTail();
    return found.orElseThrow(() -> new Unreadable("it inserts no " + name));
  }

  /** Requires that nothing comes but an order or what is returned. */
  void requireTail() {
    if (at < tokens.size()
        && !peek().equalsIgnoreCase("ORDER")
        && !peek().equalsIgnoreCase("RETURNING")) {
      throw unreadable();
    }
  }
}
