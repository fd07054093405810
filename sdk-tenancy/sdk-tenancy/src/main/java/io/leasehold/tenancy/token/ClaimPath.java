package io.leasehold.tenancy.token;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a claim is: the names of the members that lead to it, from the outside in. A list is never
 * entered, because "the first" of one is not an answer. Immutable.
 *
 * @param names at least one, none empty
 */
public record ClaimPath(List<String> names) {

  /** The deepest path: eight names. */
  public static final int MAX_DEPTH = 8;

  /**
   * Copies.
   *
   * @throws IllegalArgumentException if there is no name, an empty one, or more than {@link
   *     #MAX_DEPTH}
   */
  public ClaimPath {
    names = List.copyOf(names);
    if (names.isEmpty() || names.size() > MAX_DEPTH || names.stream().anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException(
          "a claim path is 1 to " + MAX_DEPTH + " names, none of them empty; not " + names);
    }
  }

  /** The path of these names; each is taken as it is, whatever dots and slashes are in it. */
  public static ClaimPath of(String... names) {
    return new ClaimPath(List.of(names));
  }

  /** The path of a text like {@code realm_access.roles}, split at every dot. */
  public static ClaimPath dotted(String text) {
    return new ClaimPath(List.of(text.split("\\.", -1)));
  }

  /**
   * The path of a JSON pointer (RFC 6901), which is what {@link #toString} writes.
   *
   * @throws IllegalArgumentException if the text is no pointer, or one to the whole document
   */
  public static ClaimPath pointer(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("a JSON pointer to a claim starts with '/': " + text);
    }
    return new ClaimPath(
        Arrays.stream(text.substring(1).split("/", -1))
            .map(name -> name.replace("~1", "/").replace("~0", "~"))
            .toList());
  }

  /** What is there; empty if a name on the way is absent, null, or leads into no object. */
  Optional<Object> in(Map<String, Object> claims) {
    @Nullable Object here = claims;
    for (String name : names) {
      here = here instanceof Map<?, ?> members ? members.get(name) : null;
    }
    return Optional.ofNullable(here);
  }

  /** How a log calls the claim: the names with dots between. */
  String spoken() {
    return names.size() == 1 ? names.get(0) : String.join(".", names);
  }

  /** The path as a JSON pointer, for instance {@code /realm_access/roles}. */
  @Override
  public String toString() {
    return names.stream()
        .map(name -> "/" + name.replace("~", "~0").replace("/", "~1"))
        .collect(Collectors.joining());
  }
}
