/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.hop444.alert");

  @Test
  void shouldKeepTheDomainFreeOfFrameworks() {
    classes()
        .that()
        .resideInAPackage("..alert.domain..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "..alert.domain..", "java.lang..", "java.util..", "java.time..", "java.math..")
        .check(CLASSES);
  }

  @Test
  void shouldKeepRoutingAsFreeAsTheDomain() {
    classes()
        .that()
        .resideInAPackage("..alert.routing..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "..alert.routing..",
            "..alert.domain..",
            "java.lang..",
            "java.util..",
            "java.time..",
            "java.math..")
        .check(CLASSES);
  }

  @Test
  void shouldGiveClocksAndRandomnessToTheDomainAsArguments() {
    noClasses()
        .that()
        .resideInAPackage("..alert.domain..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Random.class)
        .check(CLASSES);
  }

  @Test
  void shouldLetPackagesDependOneWay() {
    slices().matching("io.hop444.alert.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
