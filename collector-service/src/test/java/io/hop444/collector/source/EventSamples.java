/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.source;

/** One event, 15300 of port 444, as different shippers write it. */
public final class EventSamples {

  private EventSamples() {}

  public static String xml(String computer, long recordId) {
    return """
    <Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>\
    <Provider Name='Microsoft-Windows-HttpEvent' Guid='{7b6bc78c-898b-4170-bbf8-1a469ea43fc5}'/>\
    <EventID Qualifiers='32768'>15300</EventID><TimeCreated SystemTime='2026-11-20T10:05:02Z'/>\
    <EventRecordID>%d</EventRecordID><Channel>System</Channel><Computer>%s</Computer></System>\
    <EventData><Data Name='DeviceObject'>\\Device\\Http\\ReqQueue</Data>\
    <Data Name='Endpoint'>0.0.0.0:444</Data></EventData></Event>\
    """
        .formatted(recordId, computer);
  }

  public static String winlogbeat(String computer, long recordId) {
    return """
    {"@timestamp":"2026-11-20T10:05:02.000Z","event":{"code":"15300"},"winlog":{"channel":"System",\
    "computer_name":"%s","event_id":"15300","provider_name":"Microsoft-Windows-HttpEvent",\
    "record_id":%d,"event_data":{"Endpoint":"0.0.0.0:444"}}}\
    """
        .formatted(computer, recordId);
  }

  public static String nxLog(String computer, long recordId) {
    return """
    {"EventTime":"2026-11-20T10:05:02Z","Hostname":"%s","EventID":15300,"SourceName":\
    "Microsoft-Windows-HttpEvent","RecordNumber":%d,"Channel":"System","Endpoint":"0.0.0.0:444"}\
    """
        .formatted(computer, recordId);
  }

  public static String fluentBit(String computer, long recordId) {
    return """
    {"date":1763633102.0,"ProviderName":"Microsoft-Windows-HttpEvent","EventID":15300,\
    "TimeCreated":"2026-11-20 10:05:02 +0000","EventRecordID":%d,"Channel":"System",\
    "Computer":"%s","StringInserts":["\\\\Device\\\\Http\\\\ReqQueue","0.0.0.0:444"]}\
    """
        .formatted(recordId, computer);
  }

  public static String openWec(String computer, long recordId) {
    return """
    {"System":{"Provider":{"Name":"Microsoft-Windows-HttpEvent"},"EventID":15300,"TimeCreated":\
    "2026-11-20T10:05:02Z","EventRecordID":%d,"Channel":"System","Computer":"%s"},\
    "EventData":{"Endpoint":"0.0.0.0:444"}}\
    """
        .formatted(recordId, computer);
  }

  /** Of no interest to port 444. */
  public static String other(String computer) {
    return """
    {"EventTime":"2026-11-20T10:05:02Z","Hostname":"%s","EventID":7036,"SourceName":"Service\
     Control Manager","RecordNumber":9,"Channel":"System"}\
    """
        .formatted(computer);
  }
}
