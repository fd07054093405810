package io.leasehold.isolation.testkit.data;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DynamicNode;
import org.opentest4j.AssertionFailedError;

/** One test for each thing that needs a verdict. */
final class DataTests {

  /** Finds a verdict. */
  @FunctionalInterface
  private interface Trial {
    Verdict run() throws Exception;
  }

  private final List<DynamicNode> tests = new ArrayList<>();
  private final Map<String, String> excused = new LinkedHashMap<>();
  private final Set<String> unused;

  private DataTests(Class<?> declaring) {
    for (NotJudged excuse : declaring.getAnnotationsByType(NotJudged.class)) {
      if (excuse.reason().isBlank()) {
        throw new DataKitException(
            "LH-ISO-352", "no reason is given why not to judge " + excuse.what());
      }
      excused.put(excuse.what(), excuse.reason());
    }
    unused = new HashSet<>(excused.keySet());
  }

  static List<DynamicNode> of(DataUnderTest test, Class<?> declaring) throws Exception {
    DataTests tests = new DataTests(declaring);
    tests.collect(test);
    if (!tests.unused.isEmpty()) {
      throw new DataKitException(
          "LH-ISO-352", "@NotJudged names what is not there: " + tests.unused);
    }
    return tests.tests;
  }

  private void collect(DataUnderTest test) throws Exception {
    Rows rows = new Rows(test.database(), test.tenantColumn());
    EntityManagerFactory unit = test.unit();
    Seeder seeder = new Seeder(test.seed(), rows, unit);
    EntityMakers entities = unit == null ? null : new EntityMakers(unit);
    Arguments arguments = new Arguments(entities, test.sources());
    Judgement judgement = new Judgement(test, seeder, rows, arguments);
    TableJudgement tables = new TableJudgement(test, seeder, rows);

    Map<String, List<TenantTable>> places = new LinkedHashMap<>();
    for (TenantTable table : rows.tables(test.attacker())) {
      places.computeIfAbsent(table.name(), name -> new ArrayList<>()).add(table);
    }
    places.forEach((name, where) -> add("table " + name, () -> tables.of(where)));
    for (Repository<?> repository : test.repositories()) {
      addAll(new RepositoryTargets(repository, entities).targets(), judgement);
    }
    if (unit != null) {
      addAll(QueryTargets.of(unit, test.queries()), judgement);
    }
    addAll(test.routes(), judgement);
  }

  private void addAll(List<? extends Target> targets, Judgement judgement) {
    targets.forEach(target -> add(target.name(), () -> judgement.of(target)));
  }

  private void add(String name, Trial trial) {
    String excuse = excused.get(name);
    unused.remove(name);
    if (excuse == null) {
      tests.add(dynamicTest(name, () -> requireHolds(name, trial.run())));
    } else {
      tests.add(
          dynamicTest(
              name + " (not judged: " + excuse + ")", () -> requireUnknown(name, trial.run())));
    }
  }

  private static void requireHolds(String name, Verdict verdict) {
    if (verdict instanceof Verdict.Leaks leak) {
      throw new AssertionFailedError("LH-ISO-360: " + name + " LEAKS " + leak.witness());
    }
    if (verdict instanceof Verdict.Unknown unknown) {
      throw new AssertionFailedError("LH-ISO-361: " + name + " is NOT JUDGED: " + unknown.reason());
    }
  }

  private static void requireUnknown(String name, Verdict verdict) {
    if (verdict instanceof Verdict.Holds) {
      throw new AssertionFailedError(
          "LH-ISO-362: " + name + " can be judged, and holds: take its @NotJudged away");
    }
    if (verdict instanceof Verdict.Leaks) {
      requireHolds(name, verdict);
    }
  }
}
