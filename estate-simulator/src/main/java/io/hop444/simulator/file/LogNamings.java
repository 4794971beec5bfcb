/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.file;

import io.hop444.simulator.estate.ExchangeBuild;
import io.hop444.simulator.estate.W3cLayout;

/** The kinds of logs on an Exchange server. */
public final class LogNamings {

  private static final long HOUR = 3_600_000L;
  private static final long DAY = 24 * HOUR;

  private LogNamings() {}

  /** HttpProxy: a file an hour, continued beyond 10 MB. */
  public static LogNaming httpProxy(ExchangeBuild build, String columns) {
    return new Naming(HOUR, 10_000_000L) {
      @Override
      public String fileName(long millis, int part) {
        StringBuilder name = new StringBuilder("HttpProxy_");
        name.append(time.compactDay(millis));
        int hour = (int) (Math.floorMod(millis, DAY) / HOUR);
        name.append((char) ('0' + hour / 10)).append((char) ('0' + hour % 10));
        return name.append('-').append(part).append(".LOG").toString();
      }

      @Override
      public String header(long millis, boolean fileIsNew) {
        StringBuilder lines = new StringBuilder(4096);
        if (fileIsNew) {
          lines.append(columns).append("\r\n");
        }
        lines.append("#Software: Microsoft Exchange Server\r\n");
        lines.append("#Version: ").append(build.asVersion()).append("\r\n");
        lines.append("#Log-type: HttpProxy Logs\r\n#Date: ");
        time.iso(lines, millis);
        return lines.append("\r\n#Fields: ").append(columns).append("\r\n").toString();
      }
    };
  }

  /** IIS W3C: a file a day. */
  public static LogNaming iis(W3cLayout layout) {
    return new Naming(DAY, Long.MAX_VALUE) {
      @Override
      public String fileName(long millis, int part) {
        return "u_ex" + time.compactDay(millis).substring(2) + layout.fileSuffix() + ".log";
      }

      @Override
      public String header(long millis, boolean fileIsNew) {
        return w3cHeader(
            "Microsoft Internet Information Services 10.0", layout.fields(), time, millis);
      }
    };
  }

  /** HTTP.sys: numbered files of 1 MB. */
  public static LogNaming httpErr() {
    return new Naming(Long.MAX_VALUE, 1_000_000L) {
      @Override
      public String fileName(long millis, int part) {
        return "httperr" + part + ".log";
      }

      @Override
      public String header(long millis, boolean fileIsNew) {
        String fields =
            "date time c-ip c-port s-ip s-port cs-version cs-method cs-uri sc-status s-siteid"
                + " s-reason s-queuename";
        return w3cHeader("Microsoft HTTP API 2.0", fields, time, millis);
      }
    };
  }

  /** One file that grows, without a header. */
  public static LogNaming single(String fileName) {
    return new Naming(Long.MAX_VALUE, Long.MAX_VALUE) {
      @Override
      public String fileName(long millis, int part) {
        return fileName;
      }

      @Override
      public String header(long millis, boolean fileIsNew) {
        return "";
      }
    };
  }

  private static String w3cHeader(String software, String fields, TimeText time, long millis) {
    StringBuilder lines = new StringBuilder(400);
    lines.append("#Software: ").append(software).append("\r\n#Version: 1.0\r\n#Date: ");
    time.seconds(lines, millis, ' ');
    return lines.append("\r\n#Fields: ").append(fields).append("\r\n").toString();
  }

  private abstract static class Naming implements LogNaming {

    final TimeText time = new TimeText();
    private final long periodMillis;
    private final long maxBytes;

    Naming(long periodMillis, long maxBytes) {
      this.periodMillis = periodMillis;
      this.maxBytes = maxBytes;
    }

    @Override
    public long period(long millis) {
      return Math.floorDiv(millis, periodMillis);
    }

    @Override
    public long maxBytes() {
      return maxBytes;
    }
  }
}
