/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the service serves, by its own classes: {@code GET /api/v1/status}. */
final class ServedCalls {

  /** Plain routes of Vert.x, not resources. */
  private static final List<String> FEED = List.of("GET /api/v1/feed", "GET /api/v1/feed/socket");

  private ServedCalls() {}

  static Set<String> all() {
    Set<String> served = new TreeSet<>(FEED);
    for (JavaClass resource :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.hop444.alert")) {
      for (JavaMethod method : resource.getMethods()) {
        method.getAnnotations().stream()
            .map(annotation -> annotation.getRawType().reflect())
            .filter(type -> type.isAnnotationPresent(HttpMethod.class))
            .map(type -> type.getAnnotation(HttpMethod.class).value())
            .forEach(verb -> served.add(verb + ' ' + path(resource) + path(method)));
      }
    }
    return served;
  }

  private static String path(JavaClass resource) {
    return resource.tryGetAnnotationOfType(Path.class).map(Path::value).orElse("");
  }

  private static String path(JavaMethod method) {
    return method.tryGetAnnotationOfType(Path.class).map(Path::value).orElse("");
  }
}
