/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DomainPurityTest {

  private static final JavaClasses COLLECTOR =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.hop444.collector");

  @Test
  void shouldKeepDomainFreeOfFrameworksFilesAndKafka() {
    classes()
        .that()
        .resideInAPackage("..collector.domain..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "..collector.domain..", "java.lang..", "java.util..", "java.time..", "java.math..")
        .check(COLLECTOR);
  }

  @Test
  void shouldTakeClocksAsArgumentsEverywhereButInTheWiring() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.hop444.collector")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(COLLECTOR);
  }
}
