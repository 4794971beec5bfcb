/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.iis;

import io.hop444.collector.decode.FileContext;
import io.hop444.collector.decode.LineParser;
import io.hop444.collector.text.Utc;
import io.hop444.wire.DeadLetterReason;
import java.util.List;

/**
 * What IIS and HTTPERR logs have in common: directives in {@code #} lines, which come again in
 * mid-file and may change the columns, and rows of blank-separated fields in UTC.
 */
abstract class W3cLineParser extends LineParser {

  private static final String FIELDS = "#Fields:";
  private static final String DATE = "#Date:";

  private final W3cRow row = new W3cRow();
  private final List<String> required;
  private W3cHeader header;
  private boolean usable;
  private int dateColumn;
  private int timeColumn;
  private long dateOfDirective = Utc.NONE;
  private long dateOffset;
  private long cachedDate = Utc.NONE;
  private long cachedDateBytes;

  /**
   * @param required columns without which a row tells nothing, in lower case
   */
  protected W3cLineParser(FileContext context, List<String> required) {
    super(context);
    this.required = required;
  }

  /** New columns are in force. */
  protected abstract void columns(W3cHeader now);

  /** A row that has as many fields as there are columns, and a time. */
  protected abstract void row(W3cRow fields, long millis, long offset, int from, int to);

  @Override
  protected final void line(byte[] bytes, int from, int to, long offset, boolean cut) {
    if (from == to) {
      return;
    }
    if (bytes[from] == '#') {
      directive(FileContext.text(bytes, from, to), offset);
      return;
    }
    if (isResuming()) {
      return;
    }
    if (header == null) {
      refuse(DeadLetterReason.NO_HEADER, "no #Fields line stands before this row", offset);
      return;
    }
    if (!usable) {
      context().ignore();
      return;
    }
    row.split(bytes, from, to);
    if (row.count() != header.columns()) {
      String why = row.count() + " fields where #Fields names " + header.columns();
      refuse(
          DeadLetterReason.WRONG_COLUMN_COUNT,
          cut ? why + "; the file ends in mid-line" : why,
          offset);
      return;
    }
    long millis = time();
    if (millis == Utc.NONE) {
      refuse(DeadLetterReason.BAD_VALUE, "no time in date and time", offset);
      return;
    }
    context().sawTime(millis);
    row(row, millis, offset, from, to);
  }

  /** Makes a dead letter of the row at hand, in which a number is none. */
  protected final void refuseNumber(String columns, long offset) {
    refuse(DeadLetterReason.BAD_VALUE, "a number was expected in " + columns, offset);
  }

  private void directive(String line, long offset) {
    if (line.regionMatches(true, 0, FIELDS, 0, FIELDS.length())) {
      fields(W3cHeader.of(line.substring(FIELDS.length())), offset);
    } else if (line.regionMatches(true, 0, DATE, 0, DATE.length())) {
      Utc.Written written = Utc.written(line.substring(DATE.length()));
      dateOfDirective =
          written == null
              ? Utc.NONE
              : Math.floorDiv(written.millisAsUtc(), 86_400_000L) * 86_400_000L;
      dateOffset = offset;
    }
  }

  /** Rows whose columns do not suffice would be taken for something else: they are passed over. */
  private void fields(W3cHeader named, long offset) {
    header = named;
    dateColumn = named.index("date");
    timeColumn = named.index("time");
    headerAt(isDatePartOfHeader(offset) ? dateOffset : offset);
    List<String> missing = required.stream().filter(column -> named.index(column) < 0).toList();
    usable = missing.isEmpty();
    if (usable) {
      columns(named);
    } else {
      refuse(
          DeadLetterReason.NO_HEADER,
          "#Fields does not name "
              + String.join(", ", missing)
              + "; rows below it are counted and not shipped. Let the server log these fields",
          offset);
    }
  }

  /**
   * Without a column of dates it is, also where rows and older columns stand between them. From too
   * far away it cannot be read again with the header: then rows without a day are told of, which is
   * better than rows of older columns.
   */
  private boolean isDatePartOfHeader(long offset) {
    return dateColumn < 0
        && dateOfDirective != Utc.NONE
        && offset - dateOffset < MAX_HEADER_BYTES / 2;
  }

  @Override
  protected final boolean hasLaterHeaders() {
    return true;
  }

  private long time() {
    if (timeColumn < 0) {
      return Utc.NONE;
    }
    long day = dateColumn < 0 ? dateOfDirective : day();
    long time = Utc.timeOfDay(row.bytes(), row.start(timeColumn), row.end(timeColumn));
    return day == Utc.NONE || time == Utc.NONE ? Utc.NONE : day + time;
  }

  /** Neighbours share their date: it is read again only when its last eight bytes change. */
  private long day() {
    byte[] bytes = row.bytes();
    int start = row.start(dateColumn);
    int end = row.end(dateColumn);
    if (end - start != 10) {
      return Utc.NONE;
    }
    long key = 0;
    for (int i = start + 2; i < end; i++) {
      key = (key << 8) | (bytes[i] & 0xFF);
    }
    if (key != cachedDateBytes || cachedDate == Utc.NONE) {
      cachedDate = Utc.day(bytes, start, end);
      cachedDateBytes = key;
    }
    return cachedDate;
  }
}
