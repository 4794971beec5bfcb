/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Settings of the alert service. */
@ConfigMapping(prefix = "alert")
public interface AlertConfig {

  /**
   * File with a token of role admin, readable by its owner only. Created with a random token when
   * it is missing; the token is valid as long as it stands there (read at start).
   */
  @WithDefault("data/admin-token")
  Path adminTokenFile();

  /**
   * Reading without a token is allowed. Only for a demonstration: the start is refused unless
   * `quarkus.http.host` is a loopback address.
   */
  @WithDefault("false")
  boolean anonymousViewer();

  /**
   * Collectors replace people in what they ship by pseudonyms (`collector.redaction.enabled`). Set
   * it to false where one does not: each answer with raw text of evidence is then noted in the
   * audit.
   */
  @WithDefault("true")
  boolean evidenceIsRedacted();

  /**
   * Makes or upgrades the tables and ends: with rights that the service itself need not have, and
   * before a backup is read into an empty database. It may do so beside replicas that run.
   */
  @WithDefault("false")
  boolean migrateOnly();

  /**
   * Makes or upgrades the tables at each start. Set it to false where the service's role may not:
   * the start then waits until the tables are what this version needs.
   */
  @WithDefault("true")
  boolean migrateAtStart();

  /**
   * Role that the service runs with, where that is not the one that makes the tables: it is given
   * the rights it needs whenever tables are made or upgraded.
   */
  Optional<String> runTimeRole();

  /** Calls of the API. */
  Http http();

  /** What tokens of an OpenID Connect issuer allow. */
  Oidc oidc();

  /**
   * File (YAML) that says who is told of what: targets, routes, hours, inhibition. Without it every
   * event goes to `alert.webhook.url`.
   */
  Optional<Path> routesFile();

  /** Address of the page as people reach it, for links in notices; else this machine's own. */
  Optional<URI> pageUrl();

  /** Consumer group of the correlator (`correlator.application-id`), watched for its progress. */
  @WithDefault("hop444-correlator")
  String correlatorGroup();

  /** Pause between two looks at who has gone quiet. */
  @WithDefault("10s")
  Duration watchEvery();

  /** Where notifications go. */
  Webhook webhook();

  /** The live feed. */
  Feed feed();

  /** How long data is kept. */
  Retention retention();

  /** Calls of the API. */
  interface Http {

    /** Origins (`https://portal.example.com`) whose pages may call the API from a browser. */
    Optional<Set<String>> origins();

    /** Calls a second that one caller may make in the long run; more is answered 429. */
    @WithDefault("100")
    int callsPerSecond();

    /** Calls that one caller may make at once after a rest. */
    @WithDefault("1000")
    int callsAtOnce();
  }

  /** What tokens of an OpenID Connect issuer allow, when `quarkus.oidc.tenant-enabled` is true. */
  interface Oidc {

    /** Claim with the caller's roles; `a/b` is member b of claim a. */
    @WithDefault("groups")
    String roleClaim();

    /** Values of that claim that make a viewer. */
    @WithDefault("hop444-viewer")
    Set<String> viewerRoles();

    /** Values that make a responder. */
    @WithDefault("hop444-responder")
    Set<String> responderRoles();

    /** Values that make an admin. */
    @WithDefault("hop444-admin")
    Set<String> adminRoles();

    /** Claim with the names of the caller's sites; a token without any is refused. */
    @WithDefault("hop444_sites")
    String siteClaim();

    /** Value of that claim that means all sites. */
    @WithDefault("*")
    String allSites();

    /**
     * Public client (PKCE, no secret) by which the page signs people in at the issuer; without it
     * the page asks for tokens only.
     */
    Optional<String> clientId();

    /** What the page asks the issuer for, separated by spaces. */
    @WithDefault("openid")
    String scopes();
  }

  /** Traces; off until an endpoint is set. */
  Tracing tracing();

  /** Traces. */
  interface Tracing {

    /** Address of a receiver of OTLP by HTTP, `http://host:4318`; nothing is traced without. */
    Optional<String> endpoint();
  }

  /** Incidents. */
  Incidents incidents();

  /** Incidents. */
  interface Incidents {

    /**
     * How long after its end a person can open an incident again. The correlator has a window of
     * its own for failures that return.
     */
    @WithDefault("7d")
    Duration reopenWindow();
  }

  /** Where notifications go. */
  interface Webhook {

    /**
     * Address that receives each event as a Standard Webhook; nothing is sent when it is missing.
     */
    Optional<URI> url();

    /**
     * Secret that signs, `whsec_` and 24 to 64 bytes in base64. Prefer `secret-file`. Several,
     * separated by white space, all sign: add the new one, let the receiver know it, take the old
     * one away.
     */
    Optional<String> secret();

    /** File that holds the secret, instead of `secret`. */
    Optional<Path> secretFile();

    /**
     * Addresses beside public ones that the receiver may have: `loopback`, `private` or networks
     * such as `10.1.0.0/16`. Link-local addresses, where clouds keep secrets, need to be named.
     */
    @WithDefault("loopback,private")
    List<String> allow();

    /** How long a receiver may take to answer. */
    @WithDefault("15s")
    Duration timeout();

    /** How many notifications are sent at the same time. */
    @WithDefault("8")
    int workers();

    /** Pause before the second attempt; doubled for each further one, with jitter. */
    @WithDefault("1s")
    Duration retryFirst();

    /** Longest pause between attempts, unless the receiver asks for more (Retry-After). */
    @WithDefault("10m")
    Duration retryLongest();

    /** Age at which an undelivered notification is given up. */
    @WithDefault("3d")
    Duration giveUpAfter();

    /**
     * Updates of an incident that change numbers only are sent at most once in this time; the last
     * one wins.
     */
    @WithDefault("30s")
    Duration updateInterval();
  }

  /** The live feed. */
  interface Feed {

    /** Pause between two comments that show a silent feed is alive. */
    @WithDefault("10s")
    Duration heartbeat();

    /** Events that may wait for one client; a client that is slower is cut off and may resume. */
    @WithDefault("1000")
    int clientQueue();

    /** Clients at the same time; one more is refused. */
    @WithDefault("5000")
    int maxClients();
  }

  /** How long data is kept: the month it is and so many whole ones (UTC) before it. */
  interface Retention {

    /** Whether older data is removed once a day; otherwise the log only says what would go. */
    @WithDefault("false")
    boolean remove();

    /** Months of resolved incidents, their timeline, findings and closed gaps. */
    @WithDefault("24")
    int incidentMonths();

    /** Months of the feed and of deliveries that are done. */
    @WithDefault("3")
    int feedMonths();

    /** Months of the audit. */
    @WithDefault("24")
    int auditMonths();
  }
}
