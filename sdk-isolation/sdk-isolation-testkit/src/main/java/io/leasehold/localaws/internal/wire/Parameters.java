package io.leasehold.localaws.internal.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The decoded name and value pairs of a query string or a form body, in their order. */
public record Parameters(List<Parameter> all) {

  /** One pair; a name without {@code =} has the empty value. */
  public record Parameter(String name, String value) {}

  /** Copies the list. */
  public Parameters {
    all = List.copyOf(all);
  }

  /** Reads a query string or form body. */
  public static Parameters parse(String text, boolean plusIsSpace) {
    List<Parameter> parameters = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('&', start);
      end = end < 0 ? text.length() : end;
      if (end > start) {
        parameters.add(pair(text.substring(start, end), plusIsSpace));
      }
      start = end + 1;
    }
    return new Parameters(parameters);
  }

  private static Parameter pair(String text, boolean plusIsSpace) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    String value = equals < 0 ? "" : text.substring(equals + 1);
    return new Parameter(UriText.decode(name, plusIsSpace), UriText.decode(value, plusIsSpace));
  }

  /** The value of the first parameter of this name. */
  public Optional<String> find(String name) {
    return all.stream().filter(p -> p.name().equals(name)).map(Parameter::value).findFirst();
  }

  /** Whether the name is present. */
  public boolean has(String name) {
    return find(name).isPresent();
  }

  /** The values of {@code name.member.1}, {@code name.member.2} and so on. */
  public List<String> members(String name) {
    List<String> values = new ArrayList<>();
    for (int i = 1; ; i++) {
      Optional<String> value = find(name + ".member." + i);
      if (value.isEmpty()) {
        return values;
      }
      values.add(value.get());
    }
  }
}
