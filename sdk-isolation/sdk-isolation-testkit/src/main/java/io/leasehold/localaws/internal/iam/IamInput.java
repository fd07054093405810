package io.leasehold.localaws.internal.iam;

import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.Parameters;
import io.leasehold.localaws.internal.wire.Xml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads and checks what IAM operations are given, and pages what they list. */
final class IamInput {

  private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,128}");
  private static final Pattern PATH = Pattern.compile("/|/[\\x21-\\x7e]{1,510}/");

  private IamInput() {}

  static String required(Parameters form, String name) {
    return form.find(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> invalid("Value null at '" + name + "' must not be null"));
  }

  static String name(Parameters form, String parameter, int longest) {
    String name = required(form, parameter);
    if (!NAME.matcher(name).matches() || name.length() > longest) {
      throw invalid(
          "The specified value for "
              + parameter
              + " is invalid. It has 1 to "
              + longest
              + " of the characters [\\w+=,.@-]");
    }
    return name;
  }

  static String path(Parameters form) {
    String path = form.find("Path").orElse("/");
    if (!PATH.matcher(path).matches()) {
      throw invalid("The specified value for path is invalid. It begins and ends with /");
    }
    return path;
  }

  static int number(Parameters form, String name, int otherwise) {
    Optional<String> text = form.find(name);
    try {
      return text.map(Integer::parseInt).orElse(otherwise);
    } catch (NumberFormatException e) {
      throw invalid(name + " is not a number");
    }
  }

  static Map<String, String> tags(Parameters form) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (int i = 1; form.has("Tags.member." + i + ".Key"); i++) {
      tags.put(
          required(form, "Tags.member." + i + ".Key"),
          form.find("Tags.member." + i + ".Value").orElse(""));
    }
    if (tags.size() > 50) {
      throw new AwsException(409, "LimitExceeded", "The number of tags is limited to 50.");
    }
    return tags;
  }

  static void writeTags(Xml xml, Map<String, String> tags) {
    if (!tags.isEmpty()) {
      xml.members(
          "Tags",
          List.copyOf(tags.entrySet()),
          (m, tag) -> m.text("Key", tag.getKey()).text("Value", tag.getValue()));
    }
  }

  /** A page of a list: the marker is the place where the next one begins. */
  static <T> Consumer<Xml> page(
      Parameters form, String element, List<T> all, BiConsumer<Xml, T> content) {
    int from = Math.min(number(form, "Marker", 0), all.size());
    int size = number(form, "MaxItems", 100);
    if (from < 0 || size < 1 || size > 1000) {
      throw invalid("MaxItems is from 1 to 1000, and Marker one of ours");
    }
    int to = Math.min(all.size(), from + size);
    return xml -> {
      xml.members(element, all.subList(from, to), content);
      xml.flag("IsTruncated", to < all.size());
      if (to < all.size()) {
        xml.number("Marker", to);
      }
    };
  }

  static AwsException invalid(String message) {
    return AwsException.badRequest("ValidationError", message);
  }

  static AwsException exists(String what) {
    return new AwsException(409, "EntityAlreadyExists", what + " already exists.");
  }

  static AwsException conflict(String message) {
    return new AwsException(409, "DeleteConflict", message);
  }
}
