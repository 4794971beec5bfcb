/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hop444.collector.decode.FileContext;
import io.hop444.wire.BindingSnapshot;
import io.hop444.wire.Certificate;
import io.hop444.wire.DeadLetterReason;
import io.hop444.wire.IisSite;
import io.hop444.wire.SnapshotOrigin;
import io.hop444.wire.SslBinding;
import java.util.ArrayList;
import java.util.List;

/**
 * Inventory snapshots: what was bound on a server, and the certificates of its store. A document
 * with a missing or wrong field is refused as a whole, because half an inventory would make a
 * certificate look deleted; fields that are not known are let through.
 */
public final class SnapshotParser extends DocumentParser {

  /** Of two fields of one name neither is more right than the other. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** A parser for one file. */
  public SnapshotParser(FileContext context) {
    super(context);
  }

  @Override
  BindingSnapshot snapshot(FileContext context, String text) throws UnusableDocumentException {
    JsonNode tree;
    try {
      tree = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
      throw new UnusableDocumentException(
          DeadLetterReason.BAD_SYNTAX, "not JSON" + line + ": " + e.getOriginalMessage());
    }
    Fields document = Fields.ofDocument(tree);
    List<SslBinding> bindings = new ArrayList<>();
    for (Fields binding : document.objects("bindings")) {
      bindings.add(
          new SslBinding(
              binding.endpoint("endpoint"),
              binding.optionalThumbprint("thumbprint"),
              binding.optionalText("appId"),
              binding.optionalText("store")));
    }
    List<IisSite> sites = new ArrayList<>();
    for (Fields site : document.objects("iisSites")) {
      sites.add(new IisSite(site.number("id"), site.text("name"), site.texts("bindings")));
    }
    List<Certificate> certificates = new ArrayList<>();
    for (Fields certificate : document.objects("certificates")) {
      certificates.add(
          new Certificate(
              certificate.thumbprint("thumbprint"),
              certificate.text("subject"),
              certificate.texts("subjectAlternativeNames"),
              certificate.text("issuer"),
              certificate.time("notBefore"),
              certificate.time("notAfter"),
              certificate.flag("hasPrivateKey"),
              certificate.optionalFlag("trusted"),
              certificate.optionalText("friendlyName")));
    }
    return new BindingSnapshot(
        context.position(0),
        document.time("takenAt"),
        document.optionalText("computer"),
        SnapshotOrigin.INVENTORY,
        document.optionalFlag("allowInternalUntrustedCerts"),
        bindings,
        sites,
        certificates,
        cut(text),
        null);
  }
}
