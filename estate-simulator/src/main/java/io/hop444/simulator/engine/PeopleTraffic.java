/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.engine;

import io.hop444.simulator.plan.FaultKind;
import io.hop444.simulator.plan.Simulation;
import io.hop444.simulator.traffic.Caller;
import io.hop444.simulator.traffic.Calls;
import io.hop444.simulator.traffic.Ids;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Requests of people: random arrivals at the simulation's rate. */
final class PeopleTraffic implements Agenda.Task {

  private static final String[] GIVEN = {
    "ada", "bo", "carla", "dag", "ella", "finn", "greta", "hugo", "ines", "jon", "kari", "lars",
    "mona", "nils", "olga", "per", "rosa", "sven", "tove", "uwe"
  };
  private static final String[] FAMILY = {
    "aas", "berg", "costa", "dahl", "engel", "fuchs", "groth", "holm", "iversen", "jung", "krog",
    "lunde", "moe", "nordby", "olsen", "pinto", "rask", "strand", "tveit", "vik"
  };

  private record Person(Caller caller, ServerState mailboxServer) {}

  private final Agenda agenda;
  private final Requests requests;
  private final Calls calls;
  private final SplittableRandom random;
  private final double meanMicros;
  private final List<Person> people = new ArrayList<>();
  private final List<ServerState> frontEnds;
  private final Map<String, List<ServerState>> frontEndsOfSite = new HashMap<>();

  PeopleTraffic(
      Simulation simulation,
      List<ServerState> servers,
      Agenda agenda,
      Requests requests,
      SplittableRandom random) {
    this.agenda = agenda;
    this.requests = requests;
    this.random = random;
    this.meanMicros = 1_000_000 / simulation.requestsPerSecond();
    this.calls = new Calls(simulation.estate().domain(), random.split());
    this.frontEnds = servers.stream().filter(s -> s.server().role().isFrontEnd()).toList();
    for (ServerState frontEnd : frontEnds) {
      frontEndsOfSite
          .computeIfAbsent(frontEnd.server().site(), site -> new ArrayList<>())
          .add(frontEnd);
    }
    List<ServerState> backEnds =
        servers.stream().filter(s -> s.server().role().isBackEnd()).toList();
    for (int i = 0; i < simulation.estate().people(); i++) {
      people.add(new Person(caller(i), backEnds.get(i % backEnds.size())));
    }
  }

  /** One request now, and the next one on the agenda. */
  @Override
  public void run(long micros) throws IOException {
    long wait = (long) (-Math.log(1 - random.nextDouble()) * meanMicros);
    agenda.at(micros + Math.max(1, wait), this);
    Person person = people.get(random.nextInt(people.size()));
    // Maintenance is quiet: nobody's request meets it.
    if (person.mailboxServer().has(FaultKind.MAINTENANCE)) {
      return;
    }
    ServerState frontEnd = frontEnd(person.mailboxServer());
    if (frontEnd != null) {
      requests.send(
          frontEnd,
          person.mailboxServer(),
          person.caller(),
          calls.ofPerson(person.caller()),
          micros / 1000);
    }
  }

  /** A front end of the person's site, now and then of another; null when none is open. */
  private ServerState frontEnd(ServerState mailboxServer) {
    List<ServerState> near = frontEndsOfSite.get(mailboxServer.server().site());
    List<ServerState> choice = near == null || random.nextInt(16) == 0 ? frontEnds : near;
    ServerState chosen = choice.get(random.nextInt(choice.size()));
    if (chosen.isOpenToClients()) {
      return chosen;
    }
    List<ServerState> open = frontEnds.stream().filter(ServerState::isOpenToClients).toList();
    return open.isEmpty() ? null : open.get(random.nextInt(open.size()));
  }

  private Caller caller(int ordinal) {
    String name = GIVEN[ordinal % 20] + "." + FAMILY[ordinal / 20 % 20];
    if (ordinal >= 400) {
      name += ordinal / 400;
    }
    return new Caller(
        ordinal,
        "TAILSPIN\\" + name,
        "S-1-5-21-2711938206-1408823954-3095511724-" + (1200 + ordinal),
        Ids.guid(random),
        Ids.hex(random, 32, true),
        "172.%d.%d.%d".formatted(16 + ordinal % 8, random.nextInt(250), 2 + random.nextInt(250)));
  }
}
