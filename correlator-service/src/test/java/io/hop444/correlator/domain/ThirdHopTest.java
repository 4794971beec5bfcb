/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rows of failed handshakes are constructed. */
class ThirdHopTest {

  private static final String ADDRESS = "10.40.0.11";

  private final Scene scene = new Scene();

  @Test
  void shouldFindARequestWithoutIdByFrontEndTimeAndPath() {
    addressIsKnown();
    failing("Ews");

    scene.backEndRow(71, null, ADDRESS, null, "/EWS");

    assertThat(thirdHop().verdict()).isEqualTo(Incident.HopVerdict.OK);
    assertThat(thirdHop().detail()).contains("0 stand", "1 by front end, time and path");
  }

  @Test
  void shouldFindItTooWhenTheBackEndLogIsReadFirst() {
    addressIsKnown();
    scene.failure(60, "cas01", "Ews", "SendFailure");
    scene.backEndRow(70, null, ADDRESS, null, "/ews");

    for (int i = 1; i < 8; i++) {
      scene.failure(60 + i * 10, "cas01", "Ews", "SendFailure");
    }

    assertThat(thirdHop().verdict()).isEqualTo(Incident.HopVerdict.OK);
  }

  @Test
  void shouldNotTakeRowsOfOthersForIt() {
    addressIsKnown();
    failing("Ews");

    scene
        .backEndRow(71, null, "10.40.0.12", null, "/ews")
        .backEndRow(72, null, ADDRESS, null, "/oab")
        .backEndRow(75, null, ADDRESS, null, "/ews")
        .backEndRow(200, null, null, null, "/ews");

    assertThat(thirdHop().verdict()).isEqualTo(Incident.HopVerdict.ABSENT);
  }

  /** The log is often read a minute later than the front ends' rows, or longer. */
  @Test
  void shouldNotTakeRowsOfAnsweredRequestsForIt() {
    addressIsKnown();
    scene.success(59, "cas01", "Ews");
    failing("Ews");

    scene.backEndRow(59, null, ADDRESS, null, "/ews");
    scene.success(131.5, "cas01", "Ews").backEndRow(131, null, ADDRESS, null, "/ews");
    scene.backEndRow(200, null, null, null, "/ews");

    assertThat(scene.kindsOfChange())
        .containsExactly(Outcome.Change.OPENED, Outcome.Change.RESOLVED);
    assertThat(thirdHop().verdict()).isEqualTo(Incident.HopVerdict.ABSENT);
  }

  /** Its answer proves the second hop only as of its beginning, and yet the back end logged it. */
  @Test
  void shouldNotTakeTheRowOfAnAnsweredLongWaitForIt() {
    addressIsKnown();
    failing("Ews");

    scene.longPoll(10, 90.5, "cas01", "Ews").backEndRow(90, null, ADDRESS, null, "/ews");
    scene.backEndRow(200, null, null, null, "/ews");

    assertThat(thirdHop().verdict()).isEqualTo(Incident.HopVerdict.ABSENT);
  }

  @Test
  void shouldNotTakeTheRowOfALongWaitForItThatEndedJustBeforeTheFirstFailure() {
    addressIsKnown();
    scene.longPoll(10, 59.5, "cas01", "Ews");
    failing("Ews");

    scene.backEndRow(59, null, ADDRESS, null, "/ews").backEndRow(200, null, null, null, "/ews");

    assertThat(thirdHop().verdict()).isEqualTo(Incident.HopVerdict.ABSENT);
  }

  @Test
  void shouldNotLetALongWaitHideARowOfAnotherMoment() {
    addressIsKnown();
    failing("Ews");

    scene.longPoll(10, 90.5, "cas01", "Ews").backEndRow(101, null, ADDRESS, null, "/ews");

    assertThat(thirdHop().verdict()).isEqualTo(Incident.HopVerdict.OK);
  }

  @Test
  void shouldNotClaimThatARequestIsAbsentWhichItCouldNotRecognise() {
    scene.success(0, "cas01", "Owa");
    failing("Ews");

    scene.backEndRow(200, null);

    assertThat(thirdHop().verdict()).isEqualTo(Incident.HopVerdict.UNKNOWN);
    assertThat(thirdHop().detail()).contains("no ids of Ews");
  }

  @Test
  void shouldClaimItWhereIdsAreLogged() {
    scene.success(0, "cas01", "Owa");
    failing("Owa");

    scene.backEndRow(200, null);

    assertThat(thirdHop().verdict()).isEqualTo(Incident.HopVerdict.ABSENT);
  }

  /** While failures go on, no log is ever read past the last one. */
  @Test
  void shouldClaimItWhileFailuresGoOnBehindWhatIsRead() {
    scene.success(0, "cas01", "Owa");
    failing("Owa");

    scene.backEndRow(200, null);
    for (int i = 0; i < 10; i++) {
      scene.failure(210 + i, "cas01", "Owa", "SendFailure");
    }

    assertThat(thirdHop().verdict()).isEqualTo(Incident.HopVerdict.ABSENT);
    assertThat(thirdHop().detail()).contains("so far");
  }

  @Test
  void shouldNotClaimItWhereTheLogEndsBeforeTheFirstFailures() {
    scene.success(0, "cas01", "Owa").backEndRow(59, null);

    failing("Owa");

    assertThat(thirdHop().verdict()).isEqualTo(Incident.HopVerdict.UNKNOWN);
  }

  @Test
  void shouldClaimItOfALogThatIsReadToItsEndAndSilent() {
    scene.success(0, "cas01", "Owa").backEndRow(1, null);
    failing("Owa");

    scene.tell(
        new Evidence.Progress(
            Scene.at(1), Scene.at(400), "DUB", Scene.SERVER, "W3SVC2", Scene.at(280), null));

    assertThat(thirdHop().verdict()).isEqualTo(Incident.HopVerdict.ABSENT);
  }

  private void addressIsKnown() {
    scene.success(0, "cas01", "Mapi").backEndRow(1, "id-0", ADDRESS, "cas01", "/mapi/emsmdb");
  }

  private void failing(String protocol) {
    for (int i = 0; i < 8; i++) {
      scene.failure(60 + i * 10, "cas01", protocol, "SendFailure");
    }
  }

  private Incident.Hop thirdHop() {
    scene.end(1000);
    return scene.incident().orElseThrow().account().hops().get(2);
  }
}
