package io.leasehold.tenancy.proof;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One test class, read as text: what it is called and what it is tagged with.
 *
 * @param file where it is
 * @param text its source
 */
record TestSource(Path file, String text) {

  private static final Pattern TAG = Pattern.compile("@Tag\\(\"([^\"]+)\"\\)");

  static TestSource of(Path file) {
    return new TestSource(file, Repository.text(file));
  }

  String name() {
    return file.getFileName().toString().replace(".java", "");
  }

  /** All tags, of the class and of its methods. */
  Set<String> tags() {
    return tagsIn(text);
  }

  boolean hasMethod(String method) {
    return declaration(method).find();
  }

  /** The tags of the class and of the one method. */
  Set<String> tagsOf(String method) {
    Set<String> tags = tagsIn(head());
    Matcher declaration = declaration(method);
    if (declaration.find()) {
      int begin = text.lastIndexOf("\n\n", declaration.start());
      tags.addAll(tagsIn(text.substring(Math.max(begin, 0), declaration.start())));
    }
    return tags;
  }

  /** The tags of the class. */
  Set<String> tagsOfClass() {
    return tagsIn(head());
  }

  private String head() {
    int end = text.indexOf("class " + name());
    return text.substring(0, Math.max(end, 0));
  }

  private Matcher declaration(String method) {
    return Pattern.compile("\\bvoid " + Pattern.quote(method) + "\\(").matcher(text);
  }

  private static Set<String> tagsIn(String source) {
    Set<String> tags = new HashSet<>();
    Matcher matcher = TAG.matcher(source);
    while (matcher.find()) {
      tags.add(matcher.group(1));
    }
    return tags;
  }
}
