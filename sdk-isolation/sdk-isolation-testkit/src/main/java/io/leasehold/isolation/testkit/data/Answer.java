package io.leasehold.isolation.testkit.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a call gave back, as texts.
 *
 * @param failure what it was refused with, if it was
 * @param leaves what is in the answer, and where
 * @param hidden what only who looks deeper sees, such as the causes of a failure
 */
record Answer(Optional<String> failure, List<Leaf> leaves, List<Leaf> hidden) {

  private static final Set<String> NOTHING = Set.of("", "null", "false", "0", "0.0");
  private static final Pattern IDENTITY = Pattern.compile("@[0-9a-f]{4,}");

  /**
   * A value.
   *
   * @param path where in the answer
   * @param text the value
   */
  record Leaf(String path, String text) {
    @Override
    public String toString() {
      return (path.isEmpty() ? "" : path + " = ") + "'" + text + "'";
    }
  }

  static Answer of(List<Leaf> leaves) {
    return new Answer(Optional.empty(), List.copyOf(leaves), List.of());
  }

  static Answer failed(Throwable failure) {
    List<Leaf> hidden = new ArrayList<>();
    Set<Throwable> seen = new HashSet<>();
    for (Throwable cause = failure.getCause();
        cause != null && seen.add(cause);
        cause = cause.getCause()) {
      hidden.add(new Leaf("cause", String.valueOf(cause)));
    }
    String type = failure.getClass().getName();
    return new Answer(
        Optional.of(type),
        List.of(new Leaf("message", String.valueOf(failure.getMessage()))),
        hidden);
  }

  /** Where the answer has one of these texts. */
  Optional<Leaf> mentions(Collection<String> secrets) {
    List<Leaf> all = new ArrayList<>(leaves);
    all.addAll(hidden);
    return all.stream()
        .filter(leaf -> secrets.stream().anyMatch(secret -> leaf.text().contains(secret)))
        .findFirst();
  }

  /** Whether it says nothing: not even a number, or a "yes". */
  boolean saysNothing() {
    return leaves.stream().allMatch(leaf -> NOTHING.contains(leaf.text()));
  }

  /** The same, whatever the call was about: what it was given is left out. */
  Answer without(Collection<String> given) {
    List<String> longestFirst = new ArrayList<>(given);
    longestFirst.sort(Comparator.comparing(String::length).reversed());
    return new Answer(
        failure,
        leaves.stream().map(leaf -> new Leaf(leaf.path(), without(leaf, longestFirst))).toList(),
        List.of());
  }

  private static String without(Leaf leaf, List<String> given) {
    String text = IDENTITY.matcher(leaf.text()).replaceAll("@");
    for (String word : given) {
      if (!word.isEmpty()) {
        text =
            Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(word) + "(?![A-Za-z0-9])")
                .matcher(text)
                .replaceAll("?");
      }
    }
    return text;
  }

  /** What kind of answer it is, whatever the values. */
  Answer shape() {
    return new Answer(
        failure, leaves.stream().map(leaf -> new Leaf(leaf.path(), "")).toList(), List.of());
  }

  @Override
  public String toString() {
    String all = leaves.isEmpty() ? "nothing" : leaves.toString();
    String what = all.length() > 300 ? all.substring(0, 300) + "..." : all;
    return failure.map(type -> type + " " + what).orElse(what);
  }
}
