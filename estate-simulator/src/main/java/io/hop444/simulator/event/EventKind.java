/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.event;

import java.util.List;

/** Events with their texts. {@code %1} is the first of the named data, {@code %2} the second. */
public enum EventKind {
  SSL_CONFIGURATION_FAILED(
      Provider.HTTP_EVENT,
      15021,
      49152,
      Level.ERROR,
      Channel.SYSTEM,
      "An error occurred while using SSL configuration for endpoint %2.  The error status code is"
          + " contained within the returned data.",
      "DeviceObject",
      "Endpoint"),
  SSL_SETTINGS_DELETED(
      Provider.HTTP_EVENT,
      15300,
      32768,
      Level.WARNING,
      Channel.SYSTEM,
      "SSL Certificate Settings deleted for endpoint : %2 .",
      "DeviceObject",
      "Endpoint"),
  SSL_SETTINGS_CREATED(
      Provider.HTTP_EVENT,
      15301,
      32768,
      Level.WARNING,
      Channel.SYSTEM,
      "SSL Certificate Settings created by an admin process for endpoint : %2 .",
      "DeviceObject",
      "Endpoint"),
  URL_RESERVED(
      Provider.HTTP_EVENT,
      15007,
      16384,
      Level.INFORMATION,
      Channel.SYSTEM,
      "Reservation for namespace identified by URL prefix %2 was successfully added.",
      "DeviceObject",
      "Url"),
  PREFIX_NOT_REGISTERED(
      Provider.W3SVC,
      1007,
      49152,
      Level.ERROR,
      Channel.SYSTEM,
      "The World Wide Web Publishing Service (WWW Service) did not register the URL prefix %1 for"
          + " site %2. The necessary network binding may already be in use. The site has been"
          + " disabled. The data field contains the error number.",
      "UrlPrefix",
      "SiteID"),
  POOL_DISABLED(
      Provider.WAS,
      5002,
      49152,
      Level.ERROR,
      Channel.SYSTEM,
      "Application pool '%1' is being automatically disabled due to a series of failures in the"
          + " process(es) serving that application pool.",
      "AppPoolID"),
  POOL_RECYCLED(
      Provider.WAS,
      5074,
      16384,
      Level.INFORMATION,
      Channel.SYSTEM,
      "A worker process with process id of '%2' serving application pool '%1' has requested a"
          + " recycle because the worker process reached its allowed processing time limit.",
      "AppPoolID",
      "ProcessID"),
  TLS_KEY_NOT_ACCESSIBLE(
      Provider.SCHANNEL,
      36870,
      -1,
      Level.ERROR,
      Channel.SYSTEM,
      "A fatal error occurred when attempting to access the TLS %1 credential private key. The"
          + " error code returned from the cryptographic module is %2. The internal error state is"
          + " %3.",
      "Type",
      "ErrorCode",
      "ErrorStatus"),
  TLS_CREDENTIAL_FAILED(
      Provider.SCHANNEL,
      36871,
      -1,
      Level.ERROR,
      Channel.SYSTEM,
      "A fatal error occurred while creating a TLS %1 credential. The internal error state is %2.",
      "Type",
      "ErrorState"),
  TLS_NO_COMMON_CIPHER(
      Provider.SCHANNEL,
      36874,
      -1,
      Level.ERROR,
      Channel.SYSTEM,
      "An %1 connection request was received from a remote client application, but none of the"
          + " cipher suites supported by the client application are supported by the server. The"
          + " TLS connection request has failed.",
      "Protocol"),
  TLS_PEER_EXPIRED(
      Provider.SCHANNEL,
      36881,
      -1,
      Level.ERROR,
      Channel.SYSTEM,
      "The certificate received from the remote server has expired. The TLS connection request has"
          + " failed. The attached data contains the server certificate."),
  TLS_PEER_UNTRUSTED(
      Provider.SCHANNEL,
      36882,
      -1,
      Level.ERROR,
      Channel.SYSTEM,
      "The certificate received from the remote server was issued by an untrusted certificate"
          + " authority. The TLS connection request has failed. The attached data contains the"
          + " server certificate."),
  TLS_PEER_NAME_WRONG(
      Provider.SCHANNEL,
      36884,
      -1,
      Level.ERROR,
      Channel.SYSTEM,
      "The certificate received from the remote server does not contain the expected name. It is"
          + " therefore not possible to determine whether we are connecting to the correct server."
          + " The server name we were expecting is %1. The TLS connection request has failed.",
      "Name"),
  TLS_ALERT_RECEIVED(
      Provider.SCHANNEL,
      36887,
      -1,
      Level.ERROR,
      Channel.SYSTEM,
      "A fatal alert was received from the remote endpoint. The TLS protocol defined fatal alert"
          + " code is %1.",
      "AlertDesc"),
  TLS_ALERT_SENT(
      Provider.SCHANNEL,
      36888,
      -1,
      Level.ERROR,
      Channel.SYSTEM,
      "A fatal alert was generated and sent to the remote endpoint. This may result in termination"
          + " of the connection. The TLS protocol defined fatal error code is %1. The Windows"
          + " SChannel error state is %2.",
      "AlertDesc",
      "ErrorState"),
  CERTIFICATE_EXPIRED(
      Provider.CERTIFICATES,
      1002,
      -1,
      Level.ERROR,
      Channel.CERTIFICATES,
      "A certificate has expired. Please refer to the \"Details\" section for more information."),
  CERTIFICATE_ABOUT_TO_EXPIRE(
      Provider.CERTIFICATES,
      1003,
      -1,
      Level.WARNING,
      Channel.CERTIFICATES,
      "A certificate is about to expire. Please refer to the \"Details\" section for more"
          + " information."),
  CERTIFICATE_DELETED(
      Provider.CERTIFICATES,
      1004,
      -1,
      Level.INFORMATION,
      Channel.CERTIFICATES,
      "A certificate has been deleted. Please refer to the \"Details\" section for more"
          + " information."),
  PROXY_INTERNAL_ERROR(
      Provider.FRONT_END_PROXY,
      1003,
      49152,
      Level.ERROR,
      Channel.APPLICATION,
      "[%1] An internal server error occurred. The unhandled exception was: %2",
      "Protocol",
      "Exception"),
  PROXY_TOO_MANY_REQUESTS(
      Provider.FRONT_END_PROXY,
      2002,
      32768,
      Level.WARNING,
      Channel.APPLICATION,
      "[%1] The number of outstanding requests for %2 is above its limit.",
      "Protocol",
      "Target"),
  PROXY_STARTING(
      Provider.FRONT_END_PROXY,
      1001,
      16384,
      Level.INFORMATION,
      Channel.APPLICATION,
      "[%1] Application starting.",
      "Protocol"),
  WEB_APPLICATION_FAILED(
      Provider.ASP_NET,
      1309,
      32768,
      Level.WARNING,
      Channel.APPLICATION,
      "Event code: 3005. Event message: An unhandled exception has occurred. Application path: %1",
      "Path"),
  KERBEROS_TICKET_REFUSED(
      Provider.KERBEROS,
      4,
      16384,
      Level.ERROR,
      Channel.SYSTEM,
      "The Kerberos client received a KRB_AP_ERR_MODIFIED error from the server %1. The target name"
          + " used was %2.",
      "Server",
      "TargetRealm"),
  SERVICE_STATE(
      Provider.SERVICES,
      7036,
      16384,
      Level.INFORMATION,
      Channel.SYSTEM,
      "The %1 service entered the %2 state.",
      "param1",
      "param2"),
  UPTIME(
      Provider.EVENT_LOG,
      6013,
      32768,
      Level.INFORMATION,
      Channel.SYSTEM,
      "The system uptime is %1 seconds.",
      "param1");

  /** Levels as Windows numbers them. */
  public enum Level {
    ERROR(2, "Error", "Fehler", "Erreur"),
    WARNING(3, "Warning", "Warnung", "Avertissement"),
    INFORMATION(4, "Information", "Informationen", "Information");

    final int number;
    final String english;
    final String german;
    final String french;

    Level(int number, String english, String german, String french) {
      this.number = number;
      this.english = english;
      this.german = german;
      this.french = french;
    }
  }

  /** Logs that events go to, with the file's base name. */
  public enum Channel {
    SYSTEM("System", "System"),
    APPLICATION("Application", "Application"),
    CERTIFICATES(
        "Microsoft-Windows-CertificateServicesClient-Lifecycle-System/Operational",
        "CertificateLifecycle");

    final String label;
    final String fileName;

    Channel(String label, String fileName) {
      this.label = label;
      this.fileName = fileName;
    }

    /** Base name of the file that wevtutil's output of this log is kept in. */
    public String fileName() {
      return fileName;
    }
  }

  final Provider provider;
  final int id;
  final int qualifiers;
  final Level level;
  final Channel channel;
  final String message;
  final List<String> dataNames;

  EventKind(
      Provider provider,
      int id,
      int qualifiers,
      Level level,
      Channel channel,
      String message,
      String... dataNames) {
    this.provider = provider;
    this.id = id;
    this.qualifiers = qualifiers;
    this.level = level;
    this.channel = channel;
    this.message = message;
    this.dataNames = List.of(dataNames);
  }

  public int id() {
    return id;
  }

  public Channel channel() {
    return channel;
  }

  boolean isClassic() {
    return qualifiers >= 0;
  }

  String keywords() {
    return isClassic() ? "0x80000000000000" : "0x8000000000000000";
  }
}
