package io.leasehold.isolation.testkit.data;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Arguments out of columns: by the name of the parameter, or by its type if that says nothing. */
final class RowMakers {

  private record Place(String table, String column) {}

  private final Slot slot;
  private final Class<?> type;
  private final Subject example;
  private final String word;

  RowMakers(Slot slot, Subject example) {
    this.slot = slot;
    this.type = slot.raw();
    this.example = example;
    this.word = Words.column(slot.name());
  }

  List<Maker> makers() {
    List<Maker> found = of(byName());
    if (!found.isEmpty()) {
      return found;
    }
    if (type == String.class) {
      List<Maker> texts = new ArrayList<>(of(texts()));
      texts.add((rows, attacker) -> rows.marker());
      texts.add((rows, attacker) -> "%");
      return texts;
    }
    boolean nameless = word.matches("(arg)?\\d+") || word.matches("(.*_)?(id|key|uuid|pk)");
    boolean saysNothing = type == UUID.class || type == Object.class || nameless;
    return saysNothing || !isNumber() ? of(keys()) : List.of();
  }

  private boolean isNumber() {
    return Number.class.isAssignableFrom(Conversion.boxed(type));
  }

  private List<Maker> of(Set<Place> places) {
    List<Maker> makers = new ArrayList<>();
    for (Place place : places) {
      Object value = example.value(place.table(), place.column());
      if (Conversion.to(type, value).isPresent()) {
        makers.add(
            (rows, attacker) ->
                Arguments.converted(type, rows.value(place.table(), place.column()), slot));
      }
    }
    return makers;
  }

  private Set<Place> byName() {
    Set<Place> found = new LinkedHashSet<>();
    for (Row row : example.rows()) {
      if (isAbout(row) && isId(row.table().name())) {
        key(row).ifPresent(found::add);
      }
    }
    example.rows().stream().filter(this::isAbout).forEach(row -> column(row, found));
    if (found.isEmpty()) {
      for (Row row : example.rows()) {
        if (Words.alike(row.table().name(), word.replaceFirst("_(id|key|uuid|slug)$", ""))) {
          key(row).ifPresent(found::add);
        }
      }
    }
    if (found.isEmpty()) {
      example.rows().forEach(row -> column(row, found));
    }
    return found;
  }

  private boolean isId(String table) {
    return word.matches("id|key|pk|uuid")
        || (word.endsWith("_id") && Words.alike(table, word.substring(0, word.length() - 3)));
  }

  private void column(Row row, Set<Place> found) {
    if (row.values().containsKey(word) && !word.equals("id")) {
      found.add(new Place(row.table().name(), word));
    }
  }

  private Set<Place> texts() {
    Set<Place> found = new LinkedHashSet<>();
    for (Row row : aboutFirst()) {
      row.values()
          .forEach(
              (column, value) -> {
                if (value instanceof String text
                    && text.contains(example.marker())
                    && found.size() < 4) {
                  found.add(new Place(row.table().name(), column));
                }
              });
    }
    return found;
  }

  private Set<Place> keys() {
    Set<Place> found = new LinkedHashSet<>();
    aboutFirst().forEach(row -> key(row).ifPresent(found::add));
    return found;
  }

  private List<Row> aboutFirst() {
    List<Row> rows = new ArrayList<>(example.rows().stream().filter(this::isAbout).toList());
    example.rows().stream().filter(row -> !isAbout(row)).forEach(rows::add);
    return rows;
  }

  private boolean isAbout(Row row) {
    String about = slot.about();
    return about != null && Words.alike(about, row.table().name());
  }

  /** The column that names the row within its tenant. */
  private static Optional<Place> key(Row row) {
    List<String> keys =
        row.table().keys().stream().filter(column -> !column.startsWith("tenant")).toList();
    return keys.size() == 1
        ? Optional.of(new Place(row.table().name(), keys.get(0)))
        : Optional.empty();
  }
}
