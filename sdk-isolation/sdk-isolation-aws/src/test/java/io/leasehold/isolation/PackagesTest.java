package io.leasehold.isolation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which packages of this module may know which. */
class PackagesTest {

  private static final String HERE = "io.leasehold.isolation";
  private static final String AWS = HERE + ".aws";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(HERE);

  @Test
  void noPackageKnowsOneThatKnowsIt() {
    assertThat(CLASSES).isNotEmpty();
    slices().matching(HERE + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void whatATenantMayDoIsSaidWithoutCredentialsOrClients() {
    noClasses()
        .that()
        .resideInAnyPackage(AWS + ".scope..", AWS + ".policy..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            AWS + ".session..",
            AWS + ".vending..",
            AWS + ".guard..",
            AWS + ".client..",
            "software.amazon.awssdk..")
        .check(CLASSES);
  }

  @Test
  void credentialsAreVendedWithoutAnyClientThatUsesThem() {
    noClasses()
        .that()
        .resideInAnyPackage(AWS + ".session..", AWS + ".revocation..", AWS + ".vending..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            AWS + ".guard..", AWS + ".client..", AWS + ".transfer..", AWS + ".probe..")
        .check(CLASSES);
  }

  @Test
  void theRestOfTheModuleUsesNoInternals() {
    noClasses()
        .that()
        .resideOutsideOfPackage(AWS + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(AWS + "..internal..")
        .check(CLASSES);
  }
}
