package io.leasehold.isolation.testkit.data;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A route of an application.
 *
 * @param method such as {@code GET}
 * @param path with the names of its parameters in braces
 * @param inPath the parameters in the path, in any order
 * @param inQuery the parameters of the query
 * @param body the fields of the body; null if there is none
 */
record Route(
    String method, String path, List<Slot> inPath, List<Slot> inQuery, @Nullable List<Slot> body) {

  private static final Pattern BEFORE = Pattern.compile("([A-Za-z][A-Za-z0-9_-]*)/\\{([^}/]+)}");

  /** What a parameter of the path names: {@code notes} in {@code /notes/{id}}. */
  static @Nullable String about(String path, String parameter) {
    Matcher matcher = BEFORE.matcher(path);
    String last = null;
    while (matcher.find()) {
      last = matcher.group(1);
      if (matcher.group(2).equals(parameter)) {
        return last;
      }
    }
    return last;
  }

  /** Without the expressions that some have in their braces. */
  static String plain(String path) {
    return ("/" + path).replaceAll("\\{\\s*([\\w.-]+)\\s*:[^}]*}", "{$1}").replaceAll("/+", "/");
  }

  String name() {
    return method + " " + path;
  }
}
