package io.leasehold.isolation.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What {@code docs/isolation/data-attacks.md} says becomes of each attack, with both locks, with
 * one of them and with neither, is what becomes of it.
 */
class DataAttacksPageTest {

  private static final Path PAGE = Path.of("../../docs/isolation/data-attacks.md");

  private static final Map<Locks, Raid> RAIDS = new EnumMap<>(Locks.class);

  @BeforeAll
  static void open() {
    for (Locks locks : Locks.values()) {
      RAIDS.put(locks, Raid.on(locks));
    }
  }

  @AfterAll
  static void close() {
    RAIDS.values().forEach(Raid::close);
  }

  @ParameterizedTest
  @EnumSource
  void theMatrix(MatrixAttack attack) throws Exception {
    assertThat(onThePage(attack)).isEqualTo(inTruth(attack));
  }

  private static List<String> inTruth(Attack attack) {
    return Stream.of(Locks.values())
        .map(locks -> RAIDS.get(locks).triesAfresh(attack).verdict())
        .toList();
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
