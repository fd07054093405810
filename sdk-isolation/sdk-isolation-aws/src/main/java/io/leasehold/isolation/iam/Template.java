package io.leasehold.isolation.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A policy text with wildcards and variables such as <code>${aws:username}</code>. */
final class Template {

  // Only these three stand for themselves; every other name is a context key.
  private static final Pattern ESCAPE = Pattern.compile("[*?$]");
  private static final Pattern VARIABLE =
      Pattern.compile("\\s*(" + ConditionReader.KEY_GRAMMAR + ")\\s*(?:,\\s*'([^'*?$]*)'\\s*)?");

  private sealed interface Part {
    record Text(String text) implements Part {}

    record Any() implements Part {}

    record One() implements Part {}

    record Variable(String key, @Nullable String fallback) implements Part {}
  }

  private final String source;
  private final List<Part> parts;

  private Template(String source, List<Part> parts) {
    this.source = source;
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads the text.
   *
   * @param variables whether {@code ${...}} is live, which depends on the policy's version
   * @param wildcards whether a bare {@code *} or {@code ?} is live
   */
  static Template parse(String text, boolean variables, boolean wildcards) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (variables && text.startsWith("${", i)) {
        int end = text.indexOf('}', i);
        if (end < 0) {
          throw new PolicySyntaxException("unclosed variable in \"" + text + "\"");
        }
        String inner = text.substring(i + 2, end);
        if (ESCAPE.matcher(inner).matches()) {
          literal.append(inner);
        } else {
          flush(literal, parts);
          parts.add(variable(inner, text));
        }
        i = end;
      } else if (wildcards && (c == '*' || c == '?')) {
        flush(literal, parts);
        parts.add(c == '*' ? new Part.Any() : new Part.One());
      } else {
        literal.append(c);
      }
    }
    flush(literal, parts);
    return new Template(text, parts);
  }

  private static void flush(StringBuilder literal, List<Part> parts) {
    if (!literal.isEmpty()) {
      parts.add(new Part.Text(literal.toString()));
      literal.setLength(0);
    }
  }

  private static Part variable(String inner, String text) {
    Matcher matcher = VARIABLE.matcher(inner);
    if (!matcher.matches()) {
      throw new PolicySyntaxException("malformed variable ${" + inner + "} in \"" + text + "\"");
    }
    return new Part.Variable(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2));
  }

  boolean hasVariables() {
    return parts.stream().anyMatch(Part.Variable.class::isInstance);
  }

  /**
   * The pattern for the request, empty when a variable has no single value there. What a variable
   * stands for is literal: a star in a context value matches only a star.
   */
  Optional<Glob> resolve(AccessRequest request) {
    Glob.Builder glob = new Glob.Builder();
    for (Part part : parts) {
      if (part instanceof Part.Text text) {
        glob.literal(text.text());
      } else if (part instanceof Part.Any) {
        glob.any();
      } else if (part instanceof Part.One) {
        glob.one();
      } else if (part instanceof Part.Variable variable) {
        List<String> values = request.values(variable.key());
        // A key that may have several values is documented not to be a variable.
        boolean several = Vocabulary.hasSeveralValues(variable.key());
        if (values != null && values.size() == 1 && !several) {
          glob.broughtIn(values.get(0));
        } else if (values == null && variable.fallback() != null && !several) {
          glob.broughtIn(variable.fallback());
        } else {
          return Optional.empty();
        }
      }
    }
    return Optional.of(glob.build());
  }

  @Override
  public String toString() {
    return source;
  }
}
