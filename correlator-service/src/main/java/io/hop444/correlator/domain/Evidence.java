/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One record that bears on a server, as the correlator understands it. */
public sealed interface Evidence
    permits ProxiedRow,
        Evidence.BackEndRow,
        Evidence.HttpErrorRow,
        Evidence.WindowsEvent,
        Evidence.Snapshot,
        Evidence.TlsProbe,
        Evidence.Progress,
        Evidence.ClientRow,
        Evidence.FrontEndSignal,
        Evidence.FailureElsewhere {

  /** Event time. */
  Instant at();

  /** Hands itself to the reader's method for its kind. */
  void readBy(Reader reader);

  /** What is done with each kind. */
  interface Reader {
    void proxied(ProxiedRow row);

    void backEnd(BackEndRow row);

    void httpError(HttpErrorRow row);

    void event(WindowsEvent event);

    void snapshot(Snapshot snapshot);

    void probe(TlsProbe probe);

    void progress(Progress progress);

    void client(ClientRow row);

    void signal(FrontEndSignal signal);

    void elsewhere(FailureElsewhere failure);
  }

  /**
   * A row of the back-end site's IIS log.
   *
   * @param requestId null where the back end logs none
   * @param peer address of the front end that asked; null where it is not known or the server asks
   *     itself over its loopback address, as self tests do
   * @param frontEnd name of that front end where the row tells it, else null
   * @param stem path of the request, null when not known
   */
  record BackEndRow(Source source, String requestId, String peer, String frontEnd, String stem)
      implements Evidence {
    @Override
    public Instant at() {
      return source.time();
    }

    @Override
    public void readBy(Reader reader) {
      reader.backEnd(this);
    }
  }

  /** A row of HTTPERR for port 444. */
  record HttpErrorRow(Source source, int status, String reason, String queue) implements Evidence {
    @Override
    public Instant at() {
      return source.time();
    }

    @Override
    public void readBy(Reader reader) {
      reader.httpError(this);
    }
  }

  /**
   * A Windows event.
   *
   * @param port of the HTTP.sys endpoint or of the URL prefix it names; 0 when it names none
   */
  record WindowsEvent(
      Source source, String provider, int id, int port, Map<String, String> data, String binary)
      implements Evidence {
    public WindowsEvent {
      data = Map.copyOf(data);
    }

    @Override
    public Instant at() {
      return source.time();
    }

    @Override
    public void readBy(Reader reader) {
      reader.event(this);
    }
  }

  /**
   * What was bound on a server at a moment.
   *
   * @param computer full name of the server, null when the snapshot does not tell
   * @param complete whether certificates and sites are part of it (netsh output knows bindings
   *     only)
   * @param allowsUntrusted whether the server, as a front end, accepts any certificate; null when
   *     not known
   */
  record Snapshot(
      Source source,
      String computer,
      boolean complete,
      Boolean allowsUntrusted,
      List<Binding> bindings,
      List<String> backEndSiteBindings,
      List<StoredCertificate> certificates)
      implements Evidence {
    public Snapshot {
      bindings = List.copyOf(bindings);
      backEndSiteBindings = List.copyOf(backEndSiteBindings);
      certificates = List.copyOf(certificates);
    }

    @Override
    public Instant at() {
      return source.time();
    }

    @Override
    public void readBy(Reader reader) {
      reader.snapshot(this);
    }
  }

  /**
   * What a TLS handshake with port 444 of the server came to, made from outside by a collector.
   *
   * @param host name that was asked for
   * @param served the certificate that the server showed; null where the handshake did not get so
   *     far
   */
  record TlsProbe(Source source, String host, Ending ending, StoredCertificate served)
      implements Evidence {

    /** How the handshake ended. */
    public enum Ending {
      /** It showed a certificate, good or bad. */
      SHOWN,
      /** The server broke it off, as HTTP.sys does without a usable certificate. */
      BROKEN_OFF,
      /** No protocol or cipher is common. */
      NO_COMMON_PROTOCOL,
      /** The port answers and does not speak TLS. */
      NOT_TLS,
      /** Nothing accepts connections. */
      REFUSED,
      /** It says nothing of the server: no name, no way, no time. */
      INCONCLUSIVE
    }

    @Override
    public Instant at() {
      return source.time();
    }

    /** True when nothing speaks against the server: most probes are of this kind. */
    boolean isCalm() {
      return ending == Ending.SHOWN || ending == Ending.INCONCLUSIVE;
    }

    @Override
    public void readBy(Reader reader) {
      reader.probe(this);
    }
  }

  /** An entry of HTTP.sys; thumbprint null when the entry carries none. */
  record Binding(String endpoint, String thumbprint) {

    /** True for an entry of port 444 that front ends may meet: not those of the loopback. */
    public static boolean isForFrontEnds(String endpoint) {
      return endpoint.endsWith(":444")
          && !endpoint.startsWith("127.")
          && !endpoint.startsWith("[::1]")
          && !endpoint.startsWith("localhost:");
    }
  }

  /** A certificate of the machine's store; trusted null when not known. */
  record StoredCertificate(
      String thumbprint,
      List<String> names,
      Instant notBefore,
      Instant notAfter,
      boolean hasPrivateKey,
      Boolean trusted,
      String friendlyName) {
    public StoredCertificate {
      names = List.copyOf(names);
    }
  }

  /**
   * How far a log of the server is read.
   *
   * @param at event time of the last acknowledged row, the beginning of time before the first: that
   *     a collector lives says nothing of what happened
   * @param toldAt when the collector told it, by its clock
   * @param backEndLogUpTo up to when the IIS log of the back-end site is proven read; null where it
   *     is another log
   * @param loss what was lost since the last such record; null when nothing was
   */
  record Progress(
      Instant at,
      Instant toldAt,
      String site,
      String server,
      String log,
      Instant backEndLogUpTo,
      Loss loss)
      implements Evidence {
    @Override
    public void readBy(Reader reader) {
      reader.progress(this);
    }
  }

  /** The row of a front end's IIS log that belongs to a request which failed on this back end. */
  record ClientRow(Source source, String requestId, int status) implements Evidence {
    @Override
    public Instant at() {
      return source.time();
    }

    @Override
    public void readBy(Reader reader) {
      reader.client(this);
    }
  }

  /**
   * What a front end does or says that bears on every back end.
   *
   * @param backEnd whose certificate it is about, null when it does not say
   */
  record FrontEndSignal(Source source, Kind kind, String frontEnd, String backEnd)
      implements Evidence {

    /** Kinds of signals. */
    public enum Kind {
      /** It refuses the certificate of a back end. */
      REFUSES,
      /** It is answered by a back end whose certificate another refuses. */
      ANSWERED,
      /** Schannel 36881: a server's certificate is expired. */
      SAYS_EXPIRED,
      /** Schannel 36882, 36883: the issuer is not trusted, or it is revoked. */
      SAYS_UNTRUSTED
    }

    @Override
    public Instant at() {
      return source.time();
    }

    @Override
    public void readBy(Reader reader) {
      reader.signal(this);
    }
  }

  /**
   * The incident of another back end, as it was told last.
   *
   * @param thumbprint of the certificate on its port 444, null when not known
   * @param withdrawn whether it proved to be none
   */
  record FailureElsewhere(
      String incidentId,
      String site,
      String backEnd,
      Cause cause,
      Instant startedAt,
      String thumbprint,
      boolean withdrawn)
      implements Evidence {

    /** The beginning of time: it says nothing of how late it is here. */
    @Override
    public Instant at() {
      return Instant.EPOCH;
    }

    @Override
    public void readBy(Reader reader) {
      reader.elsewhere(this);
    }
  }

  /** Evidence that a collector could not read. */
  record Loss(String reason, String file, long bytes, String detail) {}
}
