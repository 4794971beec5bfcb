/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What one row of the HttpProxy log says of the second hop. Decided from numbers and from the names
 * of .NET's WebExceptionStatus and of Exchange's sub-error codes, never from sentences, which are
 * localised.
 */
public enum ProxiedOutcome {
  /** The back end answered below 500: TLS on 444 works. */
  REACHED,
  /** The back end answered 5xx other than 503. */
  BACK_END_ERROR,
  /** HTTP.sys of the back end answered 503: TLS works, the application pool does not. */
  POOL_STOPPED,
  /** The back end refused the front end's Kerberos ticket. */
  KERBEROS,
  /** The front end refused the certificate. */
  CERTIFICATE_REFUSED,
  /** No common protocol or cipher, or a fatal alert. */
  SECURE_CHANNEL_FAILED,
  /** The connection died before an HTTP answer, as when HTTP.sys has no usable certificate. */
  NO_ANSWER,
  /** A pooled connection was dead. */
  KEEP_ALIVE_LOST,
  /** Nothing accepts connections. */
  UNREACHABLE,
  /** The name of the back end did not resolve. */
  NAME_UNRESOLVED,
  /** No answer in time. */
  TIMED_OUT,
  /** Refused by the front end's own limits. */
  THROTTLED,
  /** No back end was found for the request. */
  NOT_ROUTED,
  /** The front end could not use the Exchange Auth certificate. */
  AUTH_CERTIFICATE_FAILED,
  /** Never proxied, or given up by the client: says nothing of the second hop. */
  IRRELEVANT;

  private static final Map<String, ProxiedOutcome> BY_EXCEPTION_STATUS =
      Map.ofEntries(
          Map.entry("sendfailure", NO_ANSWER),
          Map.entry("receivefailure", NO_ANSWER),
          Map.entry("connectionclosed", NO_ANSWER),
          Map.entry("serverprotocolviolation", NO_ANSWER),
          Map.entry("securechannelfailure", SECURE_CHANNEL_FAILED),
          Map.entry("trustfailure", CERTIFICATE_REFUSED),
          Map.entry("keepalivefailure", KEEP_ALIVE_LOST),
          Map.entry("pipelinefailure", KEEP_ALIVE_LOST),
          Map.entry("connectfailure", UNREACHABLE),
          Map.entry("nameresolutionfailure", NAME_UNRESOLVED),
          Map.entry("proxynameresolutionfailure", NAME_UNRESOLVED),
          Map.entry("timeout", TIMED_OUT),
          Map.entry("requestcanceled", TIMED_OUT));

  private static final Set<String> ROUTING_CODES =
      Set.of(
          "directoryoperationerror",
          "mservoperationerror",
          "serverdiscoveryerror",
          "serverlocatorerror",
          "cachedeserializationerror",
          "endpointnotfound",
          "usernotfound",
          "mailboxguidwithdomainnotfound",
          "databasenamenotfound",
          "databaseguidnotfound",
          "organizationmailboxnotfound",
          "servernotfound",
          "serverversionnotfound",
          "domainnotfound",
          "mailboxexternaldirectoryobjectidnotfound");

  /** True when an HTTP answer came back over 444, which proves the handshake. */
  public boolean provesTls() {
    return this == REACHED || this == BACK_END_ERROR || this == POOL_STOPPED || this == KERBEROS;
  }

  /** True when the second hop died before HTTP in a way a bad certificate would explain. */
  public boolean suspectsTls() {
    return this == NO_ANSWER || this == SECURE_CHANNEL_FAILED || this == CERTIFICATE_REFUSED;
  }

  /**
   * Classifies one row.
   *
   * @param routed whether the row names a target server
   * @param backEndStatus column BackEndStatus, null when empty
   * @param errorCode column ErrorCode, null when empty
   * @param exceptionStatus WebExceptionStatus of column GenericErrors, null when absent
   * @param genericErrors column GenericErrors, null when empty
   */
  public static ProxiedOutcome of(
      boolean routed,
      String backEndStatus,
      String errorCode,
      String exceptionStatus,
      String genericErrors) {
    String code = lower(errorCode);
    String errors = lower(genericErrors);
    if (errors.contains("hmacprovider")) {
      return AUTH_CERTIFICATE_FAILED;
    }
    if (code.equals("clientdisconnect")) {
      return IRRELEVANT;
    }
    if (code.equals("serverkerberosauthenticationfailure")) {
      return KERBEROS;
    }
    String status = lower(backEndStatus);
    if (!status.isEmpty()) {
      return Character.isDigit(status.charAt(0))
          ? ofNumber(status)
          : BY_EXCEPTION_STATUS.getOrDefault(status, IRRELEVANT);
    }
    if (code.startsWith("toomanyoutstanding")) {
      return THROTTLED;
    }
    if (code.equals("backendrequesttimedout")) {
      return TIMED_OUT;
    }
    if (ROUTING_CODES.contains(code)) {
      return NOT_ROUTED;
    }
    if (!routed) {
      return IRRELEVANT;
    }
    // Some builds leave BackEndStatus empty and name the failure in these columns only.
    ProxiedOutcome byException =
        BY_EXCEPTION_STATUS.getOrDefault(lower(exceptionStatus), BY_EXCEPTION_STATUS.get(code));
    if (byException != null) {
      return byException;
    }
    if (errors.contains("possibleexception=authenticationexception")) {
      return CERTIFICATE_REFUSED;
    }
    // Outside WebException a broken connection leaves no status, only the exception's type name.
    return errors.contains("possibleexception=ioexception")
            || errors.contains("possibleexception=socketexception")
        ? NO_ANSWER
        : IRRELEVANT;
  }

  private static ProxiedOutcome ofNumber(String status) {
    if (status.length() != 3) {
      return IRRELEVANT;
    }
    if (status.equals("503")) {
      return POOL_STOPPED;
    }
    return status.charAt(0) == '5' ? BACK_END_ERROR : REACHED;
  }

  private static String lower(String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }
}
