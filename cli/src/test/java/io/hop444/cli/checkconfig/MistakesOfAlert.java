/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import static io.hop444.cli.checkconfig.ServiceName.ALERT;

import io.hop444.localstack.Loopback;
import io.hop444.localstack.secured.CertificateAuthority;
import java.time.Duration;

/** Of tokens, PostgreSQL, routes, the issuer and ports. */
record MistakesOfAlert(SeededMistakes rows) {

  private static final String URL = "quarkus.datasource.jdbc.url";
  private static final String USER = "quarkus.datasource.username";
  private static final String PASSWORD = "quarkus.datasource.password";
  private static final String TOKEN = "alert.admin-token-file";
  private static final String CERTIFICATE = "quarkus.http.ssl.certificate.files";
  private static final String CERTIFICATE_KEY = "quarkus.http.ssl.certificate.key-files";
  private static final String ROUTES = "alert.routes-file";

  void add() {
    kafka();
    database();
    migrations();
    routes();
    access();
    surroundings();
  }

  private void kafka() {
    rows.error(
        "the client's secret for a token is wrong",
        "kafka.sasl.oauthbearer.token.endpoint.url",
        "no token for",
        "client.id and client.secret",
        estate ->
            estate.set(
                ALERT,
                "kafka.sasl.oauthbearer.client.credentials.client.secret",
                "hunter3-hunter3"));
    rows.error(
        "the correlator's group has another name",
        "alert.correlator-group",
        "may not describe the group judges",
        "or correct alert.correlator-group",
        estate -> estate.set(ALERT, "alert.correlator-group", "judges"));
    rows.error(
        "a channel is misspelt",
        "mp.messaging.incoming.gap.group.instance.id",
        "a channel that this service does not have",
        "Did you mean mp.messaging.incoming.gaps.group.instance.id?",
        estate -> estate.set(ALERT, "mp.messaging.incoming.gap.group.instance.id", "alert-1"));
  }

  private void database() {
    rows.error(
        "PostgreSQL does not listen",
        URL,
        "cannot be reached",
        "Is PostgreSQL running",
        estate ->
            estate.set(
                ALERT, URL, "jdbc:postgresql://127.0.0.1:" + Loopback.freePort() + "/hop444"));
    rows.error(
        "the password for PostgreSQL is wrong",
        PASSWORD,
        "refuses the user",
        "pg_hba.conf",
        estate -> estate.set(ALERT, PASSWORD, "hunter3-hunter3"));
    rows.errorAt(
        "the password for PostgreSQL is not set",
        PASSWORD,
        "default",
        "is not set",
        "QUARKUS_DATASOURCE_PASSWORD",
        estate -> estate.remove(ALERT, PASSWORD));
    rows.error(
        "the database does not exist",
        URL,
        "does not exist",
        "create database",
        estate -> estate.set(ALERT, URL, estate.stack().databaseUrl("hop555")));
    rows.error(
        "PostgreSQL speaks no TLS",
        URL,
        "the TLS handshake",
        "sslrootcert",
        estate ->
            estate.set(
                ALERT,
                URL,
                estate.stack().databaseUrl("hop444")
                    + "?sslmode=verify-full&sslrootcert="
                    + estate.stack().authority()));
    rows.error(
        "the service's role may not write",
        USER,
        "lacks rights to api_tokens",
        "alert.run-time-role=hop444_reader",
        estate ->
            estate
                .set(ALERT, USER, "hop444_reader")
                .set(ALERT, PASSWORD, CheckedStack.PASSWORD)
                .set(ALERT, URL, readable(estate))
                .set(ALERT, "alert.migrate-at-start", "false"));
    rows.error(
        "the service's role is to make tables",
        USER,
        "does not own",
        "alert.migrate-only=true",
        estate ->
            estate
                .set(ALERT, USER, "hop444_reader")
                .set(ALERT, PASSWORD, CheckedStack.PASSWORD)
                .set(ALERT, URL, readable(estate)));
  }

  private static String readable(CheckedEstate estate) throws java.sql.SQLException {
    estate.stack().sql("hop444", "grant select on flyway_schema_history to hop444_reader");
    return estate.stack().databaseUrl("hop444");
  }

  private void migrations() {
    rows.error(
        "nobody has made the tables",
        "alert.migrate-at-start",
        "there are no tables",
        "alert.migrate-only=true",
        estate ->
            estate
                .set(ALERT, URL, estate.stack().databaseUrl("empty_one"))
                .set(ALERT, "alert.migrate-at-start", "false"));
    rows.error(
        "the tables are of a newer version",
        URL,
        "migration 999",
        "Install the newer version",
        estate -> {
          estate.set(ALERT, URL, estate.stack().copyOfTheDatabase("newer"));
          estate
              .stack()
              .sql(
                  "newer",
                  "insert into flyway_schema_history (installed_rank, version, description, type,"
                      + " script, checksum, installed_by, execution_time, success) values (9999,"
                      + " '999', 'newer', 'SQL', 'V999__newer.sql', 1, 'x', 1, true)");
        });
    rows.error(
        "a migration was changed",
        URL,
        "is not the one of this version: CHECKSUM_MISMATCH",
        "restore the database",
        estate -> {
          estate.set(ALERT, URL, estate.stack().copyOfTheDatabase("changed"));
          estate
              .stack()
              .sql(
                  "changed", "update flyway_schema_history set checksum = 1 where version = '001'");
        });
  }

  private void routes() {
    rows.errorAt(
        "a field of a route is misspelt",
        ROUTES,
        "routes.yaml:2",
        "target",
        "Correct that line",
        estate -> estate.secret("routes.yaml", "route:\n  target: [desk]\n"));
    rows.errorAt(
        "the file of a target's secret is missing",
        ROUTES,
        "routes.yaml:\\d+",
        "names a file that cannot be read",
        "Correct that line",
        estate -> java.nio.file.Files.delete(estate.path("webhook-secret")));
    rows.errorAt(
        "a target's secret is open to all",
        "secret-file",
        "routes.yaml:\\d+",
        "every user of this machine",
        "chmod 600",
        estate -> estate.openToAll("webhook-secret"));
    rows.warningAt(
        "no target is named",
        ROUTES,
        "default",
        "nobody is told",
        "docs/notifications.md",
        estate -> estate.remove(ALERT, ROUTES));
  }

  private void access() {
    rows.error(
        "the administrator's token is short",
        TOKEN,
        "no token of at least 20 characters",
        "openssl rand -hex 24",
        estate ->
            estate
                .secret("admin-token", "hunter3\n")
                .set(ALERT, TOKEN, estate.path("admin-token").toString()));
    rows.error(
        "the certificate of the page is not there",
        CERTIFICATE,
        "does not exist",
        "Put the file there",
        estate -> page(estate, "other.pem", "page.key"));
    rows.error(
        "the key of the page is another certificate's",
        CERTIFICATE_KEY,
        "is not the private key of the certificate",
        "Name the key",
        estate -> page(estate, "page.pem", "other.key"));
    rows.error(
        "the certificate of the page has expired",
        CERTIFICATE,
        "expired at",
        "Renew it",
        estate -> page(estate, "page.pem", "page.key").clockOff(Duration.ofDays(40_000)));
  }

  private static CheckedEstate page(CheckedEstate estate, String certificate, String key)
      throws java.io.IOException {
    CertificateAuthority authority = new CertificateAuthority("hop444 tests");
    CertificateAuthority.Issued page = authority.issue("page", "localhost");
    page.writeCertificateTo(estate.path("page.pem"));
    estate.secret("page.key", page.key());
    estate.secret("other.key", authority.issue("other", "localhost").key());
    return estate
        .set(ALERT, CERTIFICATE, estate.path(certificate).toString())
        .set(ALERT, CERTIFICATE_KEY, estate.path(key).toString())
        .set(ALERT, "quarkus.http.ssl-port", Integer.toString(Loopback.freePort()));
  }

  private void surroundings() {
    rows.error(
        "another program holds the port",
        "quarkus.http.port",
        "cannot be had",
        "a free one",
        estate ->
            estate.set(
                ALERT,
                "quarkus.http.port",
                estate.stack().ofTheScramListener().replaceFirst(".*:", "")));
    rows.error(
        "the issuer does not answer",
        "quarkus.oidc.auth-server-url",
        "cannot be reached",
        "Correct the address",
        estate ->
            estate
                .set(ALERT, "quarkus.oidc.tenant-enabled", "true")
                .set(ALERT, "quarkus.oidc.token.audience", "hop444")
                .set(
                    ALERT,
                    "quarkus.oidc.auth-server-url",
                    "http://127.0.0.1:" + Loopback.freePort() + "/realms/ops"));
    rows.errorAt(
        "the audience of tokens is not set",
        "quarkus.oidc.token.audience",
        "default",
        "does not start without it",
        "Set it to the audience",
        estate -> estate.set(ALERT, "quarkus.oidc.tenant-enabled", "true"));
    rows.error(
        "a password stands in a file that is open to all",
        PASSWORD,
        "a secret stands in a file that every user",
        "chmod 600",
        estate -> estate.openToAll("etc/alert/config/application.properties"));
    rows.warning(
        "the database's clock is another",
        URL,
        "s ahead of the database's",
        "time server",
        estate -> estate.clockOff(Duration.ofMinutes(3)));
  }
}
