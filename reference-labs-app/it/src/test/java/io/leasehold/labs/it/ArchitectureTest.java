package io.leasehold.labs.it;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows between the modules, and who may see whose internals. */
class ArchitectureTest {

  private static final String TENANCY = "io.leasehold.tenancy..";
  private static final String ISOLATION = "io.leasehold.isolation..";
  private static final String PROVISIONING = "io.leasehold.provisioning..";
  private static final String LABS = "io.leasehold.labs..";
  private static final String SIMULATOR = "io.leasehold.localaws..";
  private static final String KIT = "io.leasehold.isolation.testkit";
  private static final String HEALTH = "io.leasehold.isolation.hibernate.TenantIsolationHealth";

  /** Roots below which {@code internal} packages belong to one jar. */
  private static final List<String> MODULES =
      List.of(
          "io.leasehold.tenancy.jakarta",
          "io.leasehold.tenancy.postgres",
          "io.leasehold.tenancy",
          "io.leasehold.isolation.aws",
          "io.leasehold.isolation.iam",
          "io.leasehold.isolation.hibernate",
          "io.leasehold.localaws",
          "io.leasehold.provisioning",
          "io.leasehold.labs");

  private static JavaClasses everything;

  @BeforeAll
  static void readTheClasses() {
    Path root = Path.of("..", "..");
    List<Path> folders =
        Stream.of(
                "sdk-tenancy/sdk-tenancy",
                "sdk-tenancy/sdk-tenancy-jakarta",
                "sdk-tenancy/sdk-tenancy-postgres",
                "sdk-isolation/sdk-isolation-aws",
                "sdk-isolation/sdk-isolation-hibernate",
                "sdk-isolation/sdk-isolation-testkit",
                "sdk-provisioning",
                "reference-labs-app/app",
                "reference-labs-app/demo")
            .map(module -> root.resolve(module).resolve("target/classes"))
            .toList();
    everything =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPaths(folders);
  }

  @ParameterizedTest
  @ValueSource(strings = {TENANCY, ISOLATION, PROVISIONING, LABS, SIMULATOR})
  void everyLayerWasRead(String layer) {
    assertThat(everything.that(resideInAnyPackage(layer))).isNotEmpty();
  }

  @Test
  void tenancyKnowsNothingAboveIt() {
    check(in(TENANCY), resideIn(ISOLATION, PROVISIONING, LABS, SIMULATOR));
  }

  @Test
  void isolationKnowsOnlyTenancy() {
    check(in(ISOLATION), resideIn(PROVISIONING, LABS));
    check(in(ISOLATION).and().resideOutsideOfPackage(KIT + ".."), resideIn(SIMULATOR));
  }

  @Test
  void provisioningKnowsNeitherTheAppNorTheSimulator() {
    check(in(PROVISIONING), resideIn(LABS, SIMULATOR));
  }

  @Test
  void theSimulatorKnowsNeitherProvisioningNorTheApp() {
    check(in(SIMULATOR), resideIn(PROVISIONING, LABS));
  }

  @Test
  void onlyTheLauncherKnowsTheSimulator() {
    check(
        noClasses()
            .that()
            .resideInAPackage(LABS)
            .and()
            .resideOutsideOfPackage("io.leasehold.labs.demo.."),
        resideIn(SIMULATOR));
  }

  @Test
  void theSdkOutsideTheJakartaJarNeedsNoServer() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(TENANCY, ISOLATION, PROVISIONING)
            .and()
            .resideOutsideOfPackage("io.leasehold.tenancy.jakarta..")
            // Loaded only by who asks for it; the rest of its jar runs without MicroProfile.
            .and(describe("are not " + HEALTH, type -> !type.getName().startsWith(HEALTH))),
        resideIn(
            "jakarta.servlet..",
            "jakarta.ws.rs..",
            "jakarta.enterprise..",
            "jakarta.inject..",
            "jakarta.security..",
            "org.eclipse.microprofile..",
            "com.ibm.."));
  }

  @Test
  void internalsAreUsedOnlyByTheirOwnModule() {
    for (String module : MODULES) {
      check(
          noClasses().that(describe("are outside " + module, type -> !module.equals(owner(type)))),
          new Described(
              "are internals of " + module,
              type -> type.getPackageName().contains(".internal") && module.equals(owner(type))));
    }
  }

  private static String owner(JavaClass type) {
    String name = type.getPackageName();
    if (name.startsWith(KIT)) {
      return "io.leasehold.localaws"; // one jar
    }
    return MODULES.stream()
        .filter(module -> name.equals(module) || name.startsWith(module + "."))
        .findFirst()
        .orElse("");
  }

  private static GivenClassesConjunction in(String layer) {
    return noClasses().that().resideInAPackage(layer);
  }

  private static Described resideIn(String... packages) {
    return new Described("reside in " + String.join(", ", packages), resideInAnyPackage(packages));
  }

  private static void check(GivenClassesConjunction who, Described what) {
    ArchRule rule =
        who.should()
            .dependOnClassesThat(describe(what.description(), what.test()))
            .allowEmptyShould(true);
    rule.check(everything);
  }

  private record Described(String description, Predicate<? super JavaClass> test) {}
}
