/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas.secrets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's own TLS, except that the files of {@code ssl.keystore.location} and {@code
 * ssl.truststore.location} are read again when they changed: the next connection shows the new
 * certificate. Kafka's clients read them once. Files that cannot be read leave what was known
 * before. Set {@code ssl.engine.factory.class} to this class. Thread-safe.
 */
public final class CertificateFiles implements SslEngineFactory {

  private static final Logger LOG = LoggerFactory.getLogger(CertificateFiles.class);
  private static final List<String> LOCATIONS =
      List.of(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG);

  private Map<String, ?> settings = Map.of();
  private List<FileTime> read = List.of();
  private SslEngineFactory current;

  @Override
  public synchronized void configure(Map<String, ?> given) {
    settings = given;
    read = changes();
    current = newFactory();
  }

  private SslEngineFactory newFactory() {
    SslEngineFactory factory = new DefaultSslEngineFactory();
    factory.configure(settings);
    return factory;
  }

  private List<FileTime> changes() {
    List<FileTime> times = new ArrayList<>();
    for (String location : LOCATIONS) {
      if (settings.get(location) instanceof String file && !file.isEmpty()) {
        try {
          times.add(Files.getLastModifiedTime(Path.of(file)));
        } catch (IOException e) {
          LOG.warn("A certificate file cannot be read. path={} reason={}", file, e.toString());
        }
      }
    }
    return times;
  }

  private synchronized SslEngineFactory current() {
    List<FileTime> now = changes();
    if (!now.equals(read)) {
      try {
        current = newFactory();
        read = now;
        LOG.info("Certificates were read again.");
      } catch (KafkaException e) {
        LOG.warn("Certificates cannot be read; those known before stay. reason={}", e.toString());
      }
    }
    return current;
  }

  @Override
  public SSLEngine createClientSslEngine(String host, int port, String identification) {
    return current().createClientSslEngine(host, port, identification);
  }

  @Override
  public SSLEngine createServerSslEngine(String host, int port) {
    return current().createServerSslEngine(host, port);
  }

  @Override
  public boolean shouldBeRebuilt(Map<String, Object> next) {
    return !next.equals(settings);
  }

  @Override
  public Set<String> reconfigurableConfigs() {
    return SslConfigs.RECONFIGURABLE_CONFIGS;
  }

  @Override
  public synchronized KeyStore keystore() {
    return current.keystore();
  }

  @Override
  public synchronized KeyStore truststore() {
    return current.truststore();
  }

  @Override
  public void close() {}
}
