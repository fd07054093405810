package io.leasehold.isolation.hibernate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which packages may know which. */
class PackagesTest {

  private static final String HERE = "io.leasehold.isolation.hibernate";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(HERE);

  @Test
  void whereATenantIsKnowsNothingOfHowItMoves() {
    noClasses()
        .that()
        .resideOutsideOfPackage(HERE + ".move..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(HERE + ".move..")
        .check(CLASSES);
  }
}
