/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.traffic;

/**
 * How a request ended, as the front end writes it.
 *
 * <p>The rows of requests that got no HTTP answer from port 444 are <strong>constructed</strong>:
 * no such row has been published. They follow what is known of the writer: status 503 (504 when the
 * back end is slow), the .NET {@code WebExceptionStatus} in BackEndStatus and ErrorCode, the
 * exception's text in GenericErrors.
 *
 * @param httpStatus status towards the client
 * @param backEndStatus number, name of a WebExceptionStatus, or empty
 * @param errorCode column ErrorCode
 * @param progress how far the front end came
 * @param errors column GenericErrors, without the place in the code that {@link Progress#REQUESTED}
 *     adds
 * @param backEnd what the back end itself logs
 */
public record Outcome(
    int httpStatus,
    String backEndStatus,
    String errorCode,
    Progress progress,
    String errors,
    BackEndLog backEnd) {

  /** How far a front end came with a request. */
  public enum Progress {
    /** Answered without thinking of a back end. */
    NOT_PROXIED,
    /** The back end was chosen, then the front end answered itself. */
    PREPARED,
    /** A connection was tried and no HTTP answer came. */
    REQUESTED,
    /** The back end answered over HTTP. */
    ANSWERED
  }

  /** What a back end writes about a request. */
  public enum BackEndLog {
    NOTHING,
    /** A row of the IIS site on 444. */
    ROW,
    /** HTTP.sys answers for a stopped pool: a row in HTTPERR and none of IIS. */
    HTTPERR
  }

  private static final String CLOSED = "The underlying connection was closed: ";
  private static final String RESET =
      " ---> System.IO.IOException: Unable to read data from the transport connection: An existing"
          + " connection was forcibly closed by the remote host.";

  static final String STACK_END = "    --- End of inner exception stack trace ---";

  public static final Outcome SUCCESS = answered(200, 200, "");
  public static final Outcome UNAUTHORIZED =
      answered(401, 401, webError(401, "Unauthorized") + ";");
  public static final Outcome FORBIDDEN = answered(403, 403, webError(403, "Forbidden") + ";");
  public static final Outcome NOT_FOUND = answered(404, 404, webError(404, "Not Found") + ";");

  /** The back end's own error: the writer leaves the exception out when the status is 500. */
  public static final Outcome APPLICATION_ERROR =
      answered(500, 500, "WebExceptionStatus=ProtocolError;ResponseStatusCode=500;");

  public static final Outcome CLIENT_DISCONNECT =
      new Outcome(
          400,
          "200",
          "ClientDisconnect",
          Progress.ANSWERED,
          "HttpException=ClientDisconnect;",
          BackEndLog.ROW);
  public static final Outcome POOL_STOPPED =
      new Outcome(
          503,
          "503",
          "",
          Progress.ANSWERED,
          webError(503, "Server Unavailable") + ";",
          BackEndLog.HTTPERR);
  public static final Outcome KERBEROS =
      new Outcome(
          503,
          "401",
          "ServerKerberosAuthenticationFailure",
          Progress.ANSWERED,
          webError(401, "Unauthorized") + ";",
          BackEndLog.ROW);
  public static final Outcome SIGN_IN_REDIRECT =
      new Outcome(302, "", "", Progress.NOT_PROXIED, "", BackEndLog.NOTHING);
  public static final Outcome LOCAL_ANSWER =
      new Outcome(200, "", "", Progress.PREPARED, "", BackEndLog.NOTHING);
  public static final Outcome CHALLENGE =
      new Outcome(401, "", "", Progress.NOT_PROXIED, "", BackEndLog.NOTHING);
  public static final Outcome AUTH_CERTIFICATE =
      new Outcome(
          500,
          "",
          "InternalServerError",
          Progress.NOT_PROXIED,
          "UnexpectedException=Microsoft.Exchange.Diagnostics.ExAssertException: ASSERT:"
              + " HMACProvider.GetCertificates:protectionCertificates.Length<1    at"
              + " Microsoft.Exchange.Clients.Common.HmacProvider.GetCertificates();",
          BackEndLog.NOTHING);
  public static final Outcome ROUTING =
      refused(
          500, "ServerLocatorError", "Unable to locate the" + " server of the mailbox database");
  public static final Outcome THROTTLING =
      refused(
          503,
          "TooManyOutstandingProxyRequests",
          "The maximum number of outstanding requests has been exceeded");

  public static final Outcome SEND_FAILURE =
      noAnswer("SendFailure", CLOSED + "An unexpected error occurred on a send." + RESET);
  public static final Outcome RECEIVE_FAILURE =
      noAnswer("ReceiveFailure", CLOSED + "An unexpected error occurred on a receive." + RESET);
  public static final Outcome CONNECTION_CLOSED =
      noAnswer("ConnectionClosed", CLOSED + "The connection was closed unexpectedly.");
  public static final Outcome KEEP_ALIVE_FAILURE =
      noAnswer(
          "KeepAliveFailure",
          CLOSED
              + "A connection that was expected to be kept alive was closed by the server."
              + RESET);
  public static final Outcome TRUST_FAILURE =
      noAnswer(
          "TrustFailure",
          CLOSED
              + "Could not establish trust relationship for the SSL/TLS secure channel. --->"
              + " System.Security.Authentication.AuthenticationException: The remote certificate is"
              + " invalid according to the validation procedure.");
  public static final Outcome CHANNEL_FAILURE =
      noAnswer(
          "SecureChannelFailure",
          "The request was aborted: Could not create SSL/TLS secure channel.");
  public static final Outcome CONNECT_FAILURE =
      noAnswer(
          "ConnectFailure",
          "Unable to connect to the remote server ---> System.Net.Sockets.SocketException: No"
              + " connection could be made because the target machine actively refused it");
  public static final Outcome NAME_RESOLUTION =
      noAnswer("NameResolutionFailure", "The remote name could not be resolved");

  /** The front end gives up waiting; the back end logs a long request. */
  public static final Outcome TIMEOUT =
      new Outcome(
          504,
          "Timeout",
          "Timeout",
          Progress.REQUESTED,
          "WebExceptionStatus=Timeout;WebException=System.Net.WebException: The operation has timed"
              + " out",
          BackEndLog.ROW);

  /** True when the front end sent the client to sign in first. */
  public boolean isAnonymous() {
    return progress == Progress.NOT_PROXIED && httpStatus != 500;
  }

  /** True when a back end was chosen. */
  public boolean isRouted() {
    return progress != Progress.NOT_PROXIED && !errorCode.equals("ServerLocatorError");
  }

  /** True when the front end gave up waiting. */
  public boolean isTimeout() {
    return httpStatus == 504;
  }

  /** True when the network needs seconds to say that there is nobody. */
  public boolean isSlowToFail() {
    return progress == Progress.REQUESTED
        && (backEndStatus.equals("ConnectFailure")
            || backEndStatus.equals("NameResolutionFailure"));
  }

  /** Status the back end's own row shows. */
  int backEndRowStatus() {
    return progress == Progress.ANSWERED ? Integer.parseInt(backEndStatus) : 200;
  }

  private static Outcome answered(int httpStatus, int backEndStatus, String errors) {
    return new Outcome(
        httpStatus,
        Integer.toString(backEndStatus),
        backEndStatus == 401 ? "ProtocolError" : "",
        Progress.ANSWERED,
        errors,
        BackEndLog.ROW);
  }

  private static Outcome refused(int httpStatus, String errorCode, String text) {
    return new Outcome(
        httpStatus,
        "",
        errorCode,
        Progress.PREPARED,
        "HttpProxyException=Microsoft.Exchange.HttpProxy.HttpProxyException: " + text + ";",
        BackEndLog.NOTHING);
  }

  private static Outcome noAnswer(String status, String text) {
    return new Outcome(
        503,
        status,
        status,
        Progress.REQUESTED,
        "WebExceptionStatus=" + status + ";WebException=System.Net.WebException: " + text,
        BackEndLog.NOTHING);
  }

  private static String webError(int status, String phrase) {
    return "WebExceptionStatus=ProtocolError;ResponseStatusCode="
        + status
        + ";WebException=System.Net.WebException: The remote server returned an error: ("
        + status
        + ") "
        + phrase
        + ".    at System.Net.HttpWebRequest.EndGetResponse(IAsyncResult asyncResult)";
  }
}
