/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.event;

import java.util.Map;

/** Languages of Windows whose texts the simulator knows; other texts stay English. */
enum Language {
  ENGLISH("en-US", Map.of()),
  GERMAN(
      "de-DE",
      Map.of(
          EventKind.SSL_CONFIGURATION_FAILED,
          "Fehler beim Verwenden der SSL-Konfiguration für den Endpunkt %2. Der Fehlerstatuscode"
              + " ist in den zurückgegebenen Daten enthalten.",
          EventKind.SSL_SETTINGS_DELETED,
          "Die SSL-Zertifikateinstellungen für den Endpunkt %2 wurden gelöscht.",
          EventKind.SSL_SETTINGS_CREATED,
          "SSL-Zertifikateinstellungen für den Endpunkt %2 wurden von einem Administratorprozess"
              + " erstellt.",
          EventKind.SERVICE_STATE,
          "Dienst \"%1\" befindet sich jetzt im Status \"%2\".")),
  FRENCH(
      "fr-FR",
      Map.of(
          EventKind.SSL_CONFIGURATION_FAILED,
          "Une erreur s'est produite lors de l'utilisation de la configuration SSL pour le point de"
              + " terminaison %2. Le code d'état d'erreur figure dans les données retournées.",
          EventKind.SSL_SETTINGS_DELETED,
          "Paramètres de certificat SSL supprimés pour le point de terminaison : %2.",
          EventKind.SSL_SETTINGS_CREATED,
          "Paramètres de certificat SSL créés par un processus d'administration pour le point de"
              + " terminaison : %2.",
          EventKind.SERVICE_STATE,
          "Le service %1 est entré dans l'état : %2."));

  final String culture;
  private final Map<EventKind, String> messages;

  Language(String culture, Map<EventKind, String> messages) {
    this.culture = culture;
    this.messages = messages;
  }

  String message(HostEvent event) {
    return event.fill(messages.getOrDefault(event.kind(), event.kind().message));
  }

  String level(EventKind.Level level) {
    return switch (this) {
      case ENGLISH -> level.english;
      case GERMAN -> level.german;
      case FRENCH -> level.french;
    };
  }
}
