package io.leasehold.isolation.testkit.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.leasehold.tenancy.TenantContext;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The kit passes what holds, and fails by name, and with a witness, where something leaks. */
class DataIsolationTckTest {

  private static KitDatabase database;
  private static EntityManagerFactory unit;

  @BeforeAll
  static void start() {
    database = new KitDatabase();
    unit = database.unit();
  }

  @AfterAll
  static void stop() throws Exception {
    unit.close();
    database.close();
  }

  @BeforeEach
  void soundDatabase() {
    database.reset();
  }

  @Test
  void whatIsSoundHoldsAndEverythingHasATest() {
    Events tests = run(Sound.class);
    assertThat(failures(tests)).isEmpty();
    assertThat(names(tests))
        .containsExactlyInAnyOrder(
            "table project",
            "table task",
            "Tasks.add(NewTask)",
            "Tasks.byTitle(String)",
            "Tasks.count()",
            "Tasks.delete(long)",
            "Tasks.find(long)",
            "Tasks.finish(List)",
            "Tasks.ofProject(UUID)",
            "ProjectRepository.count()",
            "ProjectRepository.delete(Project)",
            "ProjectRepository.deleteById(UUID)",
            "ProjectRepository.existsById(UUID)",
            "ProjectRepository.findAll()",
            "ProjectRepository.findById(UUID)",
            "ProjectRepository.findByNameIgnoreCase(String)",
            "ProjectRepository.names()",
            "ProjectRepository.save(Project)",
            "query Project.named",
            "query Project.rename",
            "query Task.titles",
            "native select count(*) from task where project_id = :project");
  }

  @Test
  void aTableWithoutRowSecurityFailsAndSoDoesWhatReadsIt() {
    database.asOwner("alter table task disable row level security");
    assertThat(leaks(run(Sound.class)))
        .containsOnlyKeys(
            "table task",
            "query Task.titles",
            "native select count(*) from task where project_id = :project")
        .hasEntrySatisfying(
            "table task", said -> assertThat(said).contains("a plain select shows a row"))
        .hasEntrySatisfying(
            "query Task.titles", said -> assertThat(said).contains("a row of acme-eu came back"));
  }

  @Test
  void aPolicyThatLetsRowsBePlantedFails() {
    database.asOwner("create policy gift on project for insert to public with check (true)");
    assertThat(leaks(run(Sound.class)))
        .hasEntrySatisfying("table project", said -> assertThat(said).contains("planted"));
  }

  @Test
  void aPolicyThatLetsRowsBeDeletedFails() {
    database.asOwner("create policy broom on task for delete to public using (true)");
    // A delete that looks for what it deletes needs the right to see it, too; another does not.
    assertThat(leaks(run(Sound.class)))
        .containsOnlyKeys("table task")
        .hasEntrySatisfying(
            "table task", said -> assertThat(said).contains("a delete without a condition"));
  }

  @Test
  void codePastRowSecurityFailsWhereverSomethingShows() {
    Map<String, String> leaks = leaks(run(Leaky.class));
    assertThat(leaks)
        .containsOnlyKeys(
            "LeakyTasks.count()",
            "LeakyTasks.delete(long)",
            "LeakyTasks.find(long)",
            "LeakyTasks.ids()",
            "LeakyTasks.nameIsTaken(String)",
            "LeakyTasks.ownerOf(long)",
            "LeakyTasks.titleOf(long)");
    assertThat(leaks.get("LeakyTasks.count()")).contains("changed when acme-eu got rows");
    assertThat(leaks.get("LeakyTasks.ids()")).contains("changed when acme-eu got rows");
    assertThat(leaks.get("LeakyTasks.titleOf(long)")).contains("a row of acme-eu came back");
    assertThat(leaks.get("LeakyTasks.delete(long)")).contains("the rows of acme-eu changed");
    assertThat(leaks.get("LeakyTasks.nameIsTaken(String)")).contains("answered otherwise");
    assertThat(leaks.get("LeakyTasks.ownerOf(long)")).contains("answered otherwise");
  }

  @Test
  void aCacheWithoutTenantsFailsOnceItsOwnerHasFilledIt() {
    assertThat(leaks(run(Cached.class)))
        .containsOnlyKeys("CachedProjects.find(UUID)")
        .hasEntrySatisfying(
            "CachedProjects.find(UUID)", said -> assertThat(said).contains("came back"));
  }

  @Test
  void whatCannotBeJudgedFailsUnlessItIsExcused() {
    assertThat(failures(run(Unjudged.class)))
        .containsOnlyKeys("Odd.archived()", "Odd.broken()", "Odd.sink(Runnable)", "Odd.touch()")
        .hasEntrySatisfying("Odd.archived()", said -> assertThat(said).contains("LH-ISO-361"))
        .hasEntrySatisfying("Odd.broken()", said -> assertThat(said).contains("it fails"))
        .hasEntrySatisfying(
            "Odd.sink(Runnable)", said -> assertThat(said).contains("ArgumentSource"));
    assertThat(failures(run(Excused.class))).isEmpty();
  }

  @Test
  void anExcuseForWhatHoldsOrLeaksIsRefused() {
    assertThat(failures(run(WronglyExcused.class)))
        .hasSize(2)
        .anySatisfy((name, said) -> assertThat(said).contains("LH-ISO-362"))
        .anySatisfy((name, said) -> assertThat(said).contains("LH-ISO-360"));
  }

  @Test
  void anExcuseForNothingStopsTheTests() {
    assertThat(
            EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(StaleExcuse.class))
                .execute()
                .containerEvents()
                .failed()
                .stream())
        .singleElement()
        .satisfies(event -> assertThat(said(event)).contains("LH-ISO-352", "Gone.method()"));
  }

  @Test
  void aTableThatTheSeedForgetsIsNotTakenForIsolated() {
    assertThat(failures(run(Forgetful.class)))
        .hasEntrySatisfying(
            "table task", said -> assertThat(said).contains("LH-ISO-361", "no row of acme"));
  }

  static Events run(Class<?> test) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(test))
        .execute()
        .testEvents();
  }

  static Set<String> names(Events tests) {
    return tests.started().stream()
        .map(event -> event.getTestDescriptor().getDisplayName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static Map<String, String> failures(Events tests) {
    Map<String, String> failures = new TreeMap<>();
    tests.failed().stream()
        .forEach(event -> failures.put(event.getTestDescriptor().getDisplayName(), said(event)));
    return failures;
  }

  static Map<String, String> leaks(Events tests) {
    Map<String, String> leaks = failures(tests);
    assertThat(leaks.values()).allMatch(said -> said.contains("LH-ISO-360"));
    return leaks;
  }

  private static String said(Event event) {
    return event
        .getPayload(TestExecutionResult.class)
        .flatMap(TestExecutionResult::getThrowable)
        .map(Throwable::toString)
        .orElse("");
  }

  private static DataUnderTest.Builder seeded() {
    return DataUnderTest.builder(unit)
        .seed(
            rows -> {
              Project project = rows.persist(new Project("project " + rows.marker()));
              rows.persist(new Task(project, rows.marker()));
            });
  }

  static class Sound implements DataIsolationTck {
    @Override
    public DataUnderTest dataUnderTest() {
      return seeded()
          .repository(Tasks.class, new Tasks(unit))
          .repositoryOver(ProjectRepository.class, ProjectRepository.OverSession::new)
          .query("select count(*) from task where project_id = :project")
          .build();
    }
  }

  /** Some of its methods look past row security. */
  static class LeakyTasks {
    public Object find(long id) {
      Object title = titleOf(id);
      return title == null ? Optional.empty() : Map.of("title", title);
    }

    public Object titleOf(long id) {
      return database.first("select title from task where id = ?", id);
    }

    public String ownerOf(long id) {
      String owner = (String) database.first("select tenant_id from task where id = ?", id);
      if (owner != null && !owner.equals(TenantContext.require().id().value())) {
        throw new IllegalStateException("not yours");
      }
      return owner;
    }

    public long count() {
      return (long) database.first("select count(*) from task");
    }

    public List<Object> ids() {
      return List.of(database.first("select string_agg(id::text, ',' order by id) from task"));
    }

    public boolean nameIsTaken(String name) {
      return database.first("select 1 from project where name = ?", name) != null;
    }

    public void delete(long id) {
      database.first("delete from task where id = ? returning id", id);
    }
  }

  static class Leaky implements DataIsolationTck {
    @Override
    public DataUnderTest dataUnderTest() {
      return seeded().repository(LeakyTasks.class, new LeakyTasks()).build();
    }
  }

  static class CachedProjects {
    private final Map<UUID, String> cache = new ConcurrentHashMap<>();

    public String find(UUID projectId) {
      return cache.computeIfAbsent(
          projectId,
          id ->
              unit.callInTransaction(
                  session -> {
                    Project found = session.find(Project.class, id);
                    return found == null ? null : found.name;
                  }));
    }
  }

  static class Cached implements DataIsolationTck {
    @Override
    public DataUnderTest dataUnderTest() {
      return seeded().repository(CachedProjects.class, new CachedProjects()).build();
    }
  }

  interface Odd {
    List<Task> archived();

    long broken();

    long count();

    void sink(Runnable what);

    void touch();
  }

  static class Unjudged implements DataIsolationTck {
    @Override
    public DataUnderTest dataUnderTest() {
      return seeded().repository(Odd.class, odd()).build();
    }

    private static Odd odd() {
      return new Odd() {
        @Override
        public List<Task> archived() {
          return List.of();
        }

        @Override
        public long broken() {
          throw new UnsupportedOperationException("not yet");
        }

        @Override
        public long count() {
          return new Tasks(unit).count();
        }

        @Override
        public void sink(Runnable what) {
          what.run();
        }

        @Override
        public void touch() {}
      };
    }
  }

  @NotJudged(what = "Odd.archived()", reason = "nothing is archived yet")
  @NotJudged(what = "Odd.broken()", reason = "not written yet")
  @NotJudged(what = "Odd.sink(Runnable)", reason = "the caller's own code")
  @NotJudged(what = "Odd.touch()", reason = "does nothing")
  static class Excused extends Unjudged {}

  @NotJudged(what = "Hushed.count()", reason = "it leaks, hush")
  @NotJudged(what = "table task", reason = "it holds")
  static class WronglyExcused implements DataIsolationTck {
    static class Hushed {
      public long count() {
        return (long) database.first("select count(*) from task");
      }
    }

    @Override
    public DataUnderTest dataUnderTest() {
      return seeded().repository(Hushed.class, new Hushed()).build();
    }
  }

  @NotJudged(what = "Gone.method()", reason = "it was once")
  static class StaleExcuse extends Sound {}

  static class Forgetful implements DataIsolationTck {
    @Override
    public DataUnderTest dataUnderTest() {
      return DataUnderTest.builder(unit)
          .seed(rows -> rows.persist(new Project(rows.marker())))
          .build();
    }
  }
}
