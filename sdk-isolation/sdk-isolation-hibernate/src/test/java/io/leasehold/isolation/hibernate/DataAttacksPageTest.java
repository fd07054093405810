package io.leasehold.isolation.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What {@code docs/isolation/data-attacks.md} says becomes of each attack, with both locks, with
 * one of them and with neither, is what becomes of it.
 */
class DataAttacksPageTest {

  private static final Path PAGE = Path.of("../../docs/isolation/data-attacks.md");

  private static final Map<Enum<?>, List<String>> TRUTH = new HashMap<>();

  // One state of the schema after the other, because it costs to change it.
  @BeforeAll
  static void attack() {
    for (Locks locks : Locks.values()) {
      try (Raid raid = Raid.on(locks)) {
        for (MatrixAttack attack : MatrixAttack.values()) {
          note(attack, raid.triesAfresh(attack));
        }
        for (SurfaceAttack attack : SurfaceAttack.values()) {
          note(attack, raid.triesAfresh(attack));
        }
      }
      try (PressRaid raid = PressRaid.on(locks)) {
        for (LibraryAttack attack : LibraryAttack.values()) {
          note(attack, raid.triesAfresh(attack));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theMatrix(MatrixAttack attack) throws Exception {
    assertThat(onThePage(attack)).isEqualTo(TRUTH.get(attack));
  }

  @ParameterizedTest
  @EnumSource
  void whatElseThereIs(SurfaceAttack attack) throws Exception {
    assertThat(onThePage(attack)).isEqualTo(TRUTH.get(attack));
  }

  @ParameterizedTest
  @EnumSource
  void libraries(LibraryAttack attack) throws Exception {
    assertThat(onThePage(attack)).isEqualTo(TRUTH.get(attack));
  }

  private static void note(Enum<?> attack, Loot loot) {
    TRUTH.computeIfAbsent(attack, unused -> new ArrayList<>()).add(loot.verdict());
  }

  private static List<String> onThePage(Enum<?> attack) throws Exception {
    String id = attack.name().toLowerCase(Locale.ROOT).replace('_', '-');
    List<String> lines =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("| " + id + " |"))
            .toList();
    assertThat(lines).as("rows of " + id).hasSize(1);
    List<String> cells = Stream.of(lines.get(0).split("\\|", -1)).map(String::strip).toList();
    return cells.subList(3, 7);
  }
}
