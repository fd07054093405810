package io.leasehold.localaws.internal.wire;

import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes XML answers, escaped, in the order of the calls. */
public final class Xml {

  private final StringBuilder out = new StringBuilder();

  /** A document with one root element in a name space. */
  public static String document(String root, String namespace, Consumer<Xml> content) {
    Xml xml = new Xml();
    xml.out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<").append(root);
    if (!namespace.isEmpty()) {
      xml.out.append(" xmlns=\"").append(escape(namespace)).append('"');
    }
    xml.out.append('>');
    content.accept(xml);
    xml.out.append("</").append(root).append('>');
    return xml.out.toString();
  }

  /** The elements without a document around them. */
  public static String fragment(Consumer<Xml> content) {
    Xml xml = new Xml();
    content.accept(xml);
    return xml.out.toString();
  }

  /** Writes a fragment as it is. */
  public Xml raw(String fragment) {
    out.append(fragment);
    return this;
  }

  /** An element with elements inside. */
  public Xml element(String name, Consumer<Xml> content) {
    out.append('<').append(name).append('>');
    content.accept(this);
    out.append("</").append(name).append('>');
    return this;
  }

  /** An element with text; nothing at all when there is no text. */
  public Xml text(String name, @Nullable String value) {
    if (value != null) {
      out.append('<').append(name).append('>').append(escape(value));
      out.append("</").append(name).append('>');
    }
    return this;
  }

  /** Text inside the element that is being written. */
  public Xml value(String value) {
    out.append(escape(value));
    return this;
  }

  /** An element with a number. */
  public Xml number(String name, long value) {
    return text(name, Long.toString(value));
  }

  /** An element with a truth value. */
  public Xml flag(String name, boolean value) {
    return text(name, Boolean.toString(value));
  }

  /** An element with an instant in ISO 8601. */
  public Xml time(String name, Instant value) {
    return text(name, Instant.ofEpochMilli(value.toEpochMilli()).toString());
  }

  /** A list in the form of the query protocol: {@code <name><member>..</member></name>}. */
  public <T> Xml members(String name, List<T> values, BiConsumer<Xml, T> content) {
    return element(
        name, list -> values.forEach(v -> list.element("member", m -> content.accept(m, v))));
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '&' -> escaped.append("&amp;");
        case '"' -> escaped.append("&quot;");
        case '\r' -> escaped.append("&#13;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
