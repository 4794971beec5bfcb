/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.kafka;

import io.hop444.alert.domain.Certificate;
import io.hop444.alert.domain.LogProgress;
import io.hop444.alert.domain.ServerName;
import io.hop444.alert.domain.ServerSnapshot;
import io.hop444.wire.BindingSnapshot;
import io.hop444.wire.IisSite;
import io.hop444.wire.ReadProgress;
import io.hop444.wire.SslBinding;
import io.hop444.wire.TlsProbe;
import java.time.Duration;
import java.util.Locale;

/** The wire's words on servers in the domain's. */
final class EstateMapper {

  private EstateMapper() {}

  static LogProgress progress(ReadProgress progress) {
    return new LogProgress(
        server(progress.getSite(), progress.getServer()),
        WireText.clean(progress.getCollector()),
        WireText.clean(progress.getLog()),
        progress.getKind().name(),
        text(progress.getFile()),
        progress.getOffset(),
        progress.getSize(),
        progress.getLagBytes(),
        progress.getReadUpTo(),
        progress.getAt(),
        progress.getClockSkewMillis() == null
            ? null
            : Duration.ofMillis(progress.getClockSkewMillis()));
  }

  static ServerSnapshot snapshot(BindingSnapshot snapshot) {
    return new ServerSnapshot(
        server(snapshot.getPosition().getSite(), snapshot.getPosition().getServer()),
        ServerSnapshot.Origin.valueOf(snapshot.getOrigin().name()),
        snapshot.getTakenAt(),
        WireText.clean(snapshot.getPosition().getSource()),
        text(snapshot.getComputer()),
        snapshot.getAllowInternalUntrustedCerts(),
        snapshot.getBindings().stream().map(EstateMapper::binding).toList(),
        snapshot.getIisSites().stream().map(EstateMapper::site).toList(),
        snapshot.getCertificates().stream().map(EstateMapper::certificate).toList(),
        snapshot.getProbe() == null ? null : probe(snapshot.getProbe()));
  }

  private static ServerName server(String site, String server) {
    return new ServerName(WireText.clean(site), WireText.clean(server).toLowerCase(Locale.ROOT));
  }

  private static ServerSnapshot.Binding binding(SslBinding binding) {
    return new ServerSnapshot.Binding(
        WireText.clean(binding.getEndpoint()),
        text(binding.getThumbprint()),
        text(binding.getAppId()),
        text(binding.getStore()));
  }

  private static ServerSnapshot.IisSite site(IisSite site) {
    return new ServerSnapshot.IisSite(
        site.getId(), WireText.clean(site.getName()), WireText.clean(site.getBindings()));
  }

  private static Certificate certificate(io.hop444.wire.Certificate certificate) {
    return new Certificate(
        WireText.clean(certificate.getThumbprint()),
        WireText.clean(certificate.getSubject()),
        WireText.clean(certificate.getSubjectAlternativeNames()),
        WireText.clean(certificate.getIssuer()),
        certificate.getNotBefore(),
        certificate.getNotAfter(),
        certificate.getHasPrivateKey(),
        certificate.getTrusted(),
        text(certificate.getFriendlyName()));
  }

  private static ServerSnapshot.Probe probe(TlsProbe probe) {
    return new ServerSnapshot.Probe(
        WireText.clean(probe.getTarget()),
        probe.getOutcome().name(),
        WireText.clean(probe.getDetail()),
        text(probe.getProtocol()),
        text(probe.getCipherSuite()),
        text(probe.getKeyType()));
  }

  private static String text(String text) {
    return text == null ? null : WireText.clean(text);
  }
}
