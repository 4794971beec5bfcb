/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import static io.hop444.cli.checkconfig.ServiceName.ALERT;
import static io.hop444.cli.checkconfig.ServiceName.COLLECTOR;
import static io.hop444.cli.checkconfig.ServiceName.CORRELATOR;

import io.hop444.cli.checkconfig.Check.Level;
import java.util.ArrayList;
import java.util.List;

/** Mistakes that operators make, and what check-config says of each. */
final class SeededMistakes {

  static final String SETTINGS = "config/application.properties:\\d+";

  /** Makes the mistake. */
  interface Seed {
    void in(CheckedEstate estate) throws Exception;
  }

  /**
   * One mistake.
   *
   * @param place how the place ends, as a regular expression
   * @param says part of what is said
   * @param remedy part of what to do
   */
  record Mistake(
      String name,
      ServiceName service,
      Level level,
      String key,
      String place,
      String says,
      String remedy,
      Seed seed) {

    @Override
    public String toString() {
      return name;
    }
  }

  private final ServiceName service;
  private final List<Mistake> rows;

  private SeededMistakes(ServiceName service, List<Mistake> rows) {
    this.service = service;
    this.rows = rows;
  }

  static List<Mistake> all() {
    List<Mistake> rows = new ArrayList<>();
    new MistakesOfCollector(new SeededMistakes(COLLECTOR, rows)).add();
    new MistakesOfCorrelator(new SeededMistakes(CORRELATOR, rows)).add();
    new MistakesOfAlert(new SeededMistakes(ALERT, rows)).add();
    return rows;
  }

  void error(String name, String key, String says, String remedy, Seed seed) {
    errorAt(name, key, SETTINGS, says, remedy, seed);
  }

  void errorAt(String name, String key, String place, String says, String remedy, Seed seed) {
    rows.add(new Mistake(name, service, Level.ERROR, key, place, says, remedy, seed));
  }

  void warning(String name, String key, String says, String remedy, Seed seed) {
    warningAt(name, key, SETTINGS, says, remedy, seed);
  }

  void warningAt(String name, String key, String place, String says, String remedy, Seed seed) {
    rows.add(new Mistake(name, service, Level.WARNING, key, place, says, remedy, seed));
  }
}
