package io.leasehold.tenancy.proof;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Markdown page.
 *
 * @param file where it is
 * @param text what it says, without code
 */
record Page(Path file, String text) {

  private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)\\]\\(([^)\\s]+)\\)");

  static Page of(Path file) {
    String text = Repository.text(file);
    return new Page(file, text.replaceAll("(?s)```.*?```", "").replaceAll("`[^`\n]*`", ""));
  }

  /** The links to files of this repository. */
  List<Link> links() {
    return links(text);
  }

  /** The links of a part of the page. */
  List<Link> links(String part) {
    List<Link> links = new ArrayList<>();
    Matcher matcher = LINK.matcher(part);
    while (matcher.find()) {
      String target = matcher.group(2);
      if (!target.contains("://") && !target.startsWith("#") && !target.startsWith("mailto:")) {
        links.add(new Link(matcher.group(1), target.replaceFirst("#.*", ""), file));
      }
    }
    return links;
  }

  /** The cells of every row of its tables whose first cell fits. */
  List<List<String>> rows(Pattern firstCell) {
    return text.lines()
        .filter(line -> line.startsWith("| "))
        .map(line -> Arrays.stream(line.substring(1).split("\\|", -1)).map(String::strip).toList())
        .filter(cells -> firstCell.matcher(cells.get(0)).matches())
        .toList();
  }

  /**
   * A link to a file. A text of the form {@code Class#method} promises that the file is that test
   * class and has that method.
   *
   * @param text what is shown
   * @param target where it leads, relative to the page
   * @param page where it stands
   */
  record Link(String text, String target, Path page) {

    Path file() {
      return page.getParent().resolve(target).normalize();
    }

    boolean isToATest() {
      return target.endsWith(".java") && target.contains("src/test/java/");
    }

    String method() {
      int hash = text.indexOf('#');
      return hash < 0 ? "" : text.substring(hash + 1);
    }

    String className() {
      return text.replaceFirst("#.*", "");
    }
  }
}
