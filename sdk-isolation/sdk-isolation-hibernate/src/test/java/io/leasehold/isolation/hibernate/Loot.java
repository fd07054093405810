package io.leasehold.isolation.hibernate;

import io.leasehold.tenancy.TenancyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.HibernateException;
import org.jspecify.annotations.Nullable;

/** What an attack of acme brought home, and what it left behind. */
final class Loot {

  // In every text that globex has, and in none of acme's.
  static final String MARK = "GLOBEX";

  private final List<String> seen = new ArrayList<>();
  private List<String> changed = List.of();
  private @Nullable Throwable refusal;

  /** The attacker has this in hand. */
  void see(@Nullable Object thing) {
    if (thing instanceof Iterable<?> things) {
      things.forEach(this::see);
    } else if (thing instanceof Object[] things) {
      List.of(things).forEach(this::see);
    } else {
      seen.add(String.valueOf(thing));
    }
  }

  void changed(List<String> rows) {
    changed = rows;
  }

  void refused(Throwable by) {
    refusal = by;
  }

  Optional<Throwable> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** What acme saw, its own things too. */
  List<String> seen() {
    return seen;
  }

  /** What acme saw of globex. */
  List<String> stolen() {
    return seen.stream().filter(text -> text.contains(MARK)).toList();
  }

  /** The rows that are not acme's and came, went or changed, and the keys that cross tenants. */
  List<String> damage() {
    return changed;
  }

  boolean isNothing() {
    return stolen().isEmpty() && changed.isEmpty();
  }

  /** In a few words, as the page has them. */
  String verdict() {
    if (!stolen().isEmpty()) {
      return changed.isEmpty() ? "reads" : "reads and writes";
    }
    if (!changed.isEmpty()) {
      return "writes";
    }
    return refusal == null ? "nothing" : "refused: " + by(refusal);
  }

  private static String by(Throwable refusal) {
    List<Throwable> chain =
        Stream.iterate(refusal, cause -> cause != null, Throwable::getCause).toList();
    for (Throwable cause : chain) {
      String message = String.valueOf(cause.getMessage());
      for (String word : List.of("row-level security", "foreign key", "duplicate key")) {
        if (message.contains(word)) {
          return word;
        }
      }
      if (message.contains("permission denied") || message.contains("must be owner")) {
        return "no right";
      }
      if (message.startsWith("LH-ISO-204")) {
        return "LH-ISO-204";
      }
      if (cause instanceof RowIsolationException ours) {
        return ours.code();
      }
      if (cause instanceof TenancyException ours) {
        return ours.code();
      }
    }
    boolean hibernate =
        chain.stream()
            .anyMatch(
                cause ->
                    cause instanceof HibernateException
                        || cause.getClass().getPackageName().startsWith("jakarta.persistence"));
    return hibernate ? "Hibernate" : refusal.toString();
  }

  @Override
  public String toString() {
    return verdict() + " " + stolen() + changed + (refusal == null ? "" : " " + refusal);
  }
}
