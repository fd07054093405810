package io.leasehold.tenancy.jakarta.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A JAX-RS path template such as <code>/labs/{id: [0-9]+}</code>. A parameter without an expression
 * of its own is one segment.
 *
 * @param pattern what a path has to look like
 * @param pieces its literals and, as {@code null}, its parameters
 */
public record PathTemplate(Pattern pattern, List<Piece> pieces) {

  private static final String SEGMENT = "[^/]+";

  /**
   * A part of a template.
   *
   * @param isParameter whether the text is the expression of a parameter
   * @param text the literal or the expression
   */
  public record Piece(boolean isParameter, String text) {

    private String expression() {
      return isParameter ? "(?:" + text + ")" : Pattern.quote(text);
    }
  }

  /** The template. */
  public static PathTemplate of(String template) {
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    while (at < template.length()) {
      int open = template.indexOf('{', at);
      if (open < 0) {
        pieces.add(new Piece(false, template.substring(at)));
        break;
      }
      if (open > at) {
        pieces.add(new Piece(false, template.substring(at, open)));
      }
      int close = closing(template, open);
      pieces.add(new Piece(true, expression(template.substring(open + 1, close))));
      at = close + 1;
    }
    StringBuilder pattern = new StringBuilder();
    pieces.forEach(piece -> pattern.append(piece.expression()));
    return new PathTemplate(Pattern.compile(pattern.toString()), List.copyOf(pieces));
  }

  /** Whether a path, as {@link RequestPaths#plain} gives it, fits. */
  public boolean matches(String path) {
    return pattern.matcher(path).matches();
  }

  /** How many characters are in no parameter: of two templates that fit, more means nearer. */
  public int literals() {
    return pieces.stream()
        .filter(piece -> !piece.isParameter())
        .mapToInt(piece -> piece.text().length())
        .sum();
  }

  /** The path with the value in place of each parameter. */
  public String filledWith(String value) {
    StringBuilder path = new StringBuilder();
    pieces.forEach(piece -> path.append(piece.isParameter() ? value : piece.text()));
    return path.toString();
  }

  // Expressions may have braces of their own: {code: [A-Z]{2}}.
  private static int closing(String template, int open) {
    int depth = 0;
    for (int at = open; at < template.length(); at++) {
      depth += template.charAt(at) == '{' ? 1 : template.charAt(at) == '}' ? -1 : 0;
      if (depth == 0) {
        return at;
      }
    }
    throw new IllegalArgumentException("no closing brace in the path " + template);
  }

  private static String expression(String parameter) {
    String[] parts = parameter.split(":", 2);
    return parts.length == 2 && !parts[1].isBlank() ? parts[1].strip() : SEGMENT;
  }
}
