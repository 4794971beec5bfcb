/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.inventory;

import io.hop444.collector.decode.FileContext;
import io.hop444.wire.BindingSnapshot;
import io.hop444.wire.DeadLetterReason;
import io.hop444.wire.SnapshotOrigin;
import io.hop444.wire.SslBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Output of {@code netsh http show sslcert}. Labels are localised, so a line counts by its value
 * and place: an endpoint opens a binding; its hash, application and store follow in this order. The
 * text carries no time: the file's own is taken.
 */
public final class NetshParser extends DocumentParser {

  private static final Pattern ENDPOINT =
      Pattern.compile("(\\[[0-9A-Fa-f:.%]+\\]|[^\\s:]+):\\d{1,5}");
  private static final Pattern THUMBPRINT = Pattern.compile("[0-9A-Fa-f]{40}");
  private static final Pattern APPLICATION = Pattern.compile("\\{[0-9A-Fa-f-]{36}\\}");
  private static final Pattern RULE = Pattern.compile("-{5,}");

  /** A parser for one file. */
  public NetshParser(FileContext context) {
    super(context);
  }

  @Override
  BindingSnapshot snapshot(FileContext context, String text) throws UnusableDocumentException {
    List<SslBinding> bindings = new ArrayList<>();
    boolean ruled = false;
    Block block = null;
    for (String line : text.split("\n")) {
      ruled |= RULE.matcher(line.strip()).matches();
      String value = value(line);
      if (value != null && ENDPOINT.matcher(value).matches()) {
        add(bindings, block);
        block = new Block(value);
      } else if (value != null && block != null) {
        block.value(value);
      }
    }
    add(bindings, block);
    if (bindings.isEmpty() && !ruled) {
      throw new UnusableDocumentException(
          DeadLetterReason.BAD_SYNTAX, "not the output of netsh http show sslcert");
    }
    return new BindingSnapshot(
        context.position(0),
        context.origin().modifiedAt(),
        null,
        SnapshotOrigin.NETSH,
        null,
        bindings,
        List.of(),
        List.of(),
        cut(text),
        null);
  }

  private static void add(List<SslBinding> bindings, Block block) {
    if (block != null) {
      bindings.add(block.binding());
    }
  }

  /** What stands behind the label; null when the line has no label. */
  private static String value(String line) {
    int colon = line.lastIndexOf(" : ");
    return colon < 0 ? null : line.substring(colon + 3).strip();
  }

  /** The lines of one binding as they come. */
  private static final class Block {

    private final String endpoint;
    private String thumbprint;
    private String application;
    private String store;

    Block(String endpoint) {
      this.endpoint = endpoint;
    }

    void value(String value) {
      if (application != null && store == null) {
        store = value.startsWith("(") ? "MY" : value;
      } else if (thumbprint == null && THUMBPRINT.matcher(value).matches()) {
        thumbprint = Thumbprints.canonical(value);
      } else if (application == null && APPLICATION.matcher(value).matches()) {
        application = value;
      }
    }

    SslBinding binding() {
      return new SslBinding(endpoint, thumbprint, application, store);
    }
  }
}
