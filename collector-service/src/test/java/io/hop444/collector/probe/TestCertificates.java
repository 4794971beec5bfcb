/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Makes key stores with the JDK's own keytool. */
public final class TestCertificates {

  private static final String PASSWORD = "changeit";

  private TestCertificates() {}

  /** A PKCS#12 store with one self-signed certificate. */
  public static Path selfSigned(Path folder, String name, String... more) throws Exception {
    Path store = folder.resolve(name + ".p12");
    List<String> arguments =
        new ArrayList<>(List.of("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname"));
    arguments.add("CN=" + name);
    arguments.addAll(List.of(more));
    keytool(store, arguments);
    return store;
  }

  private static void keytool(Path store, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.add("-J-XX:TieredStopAtLevel=1");
    command.addAll(arguments);
    command.addAll(
        List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), "UTF-8");
    if (process.waitFor() != 0) {
      throw new IOException("keytool failed: " + output);
    }
  }

  public static String password() {
    return PASSWORD;
  }

  public static KeyStore open(Path store) throws Exception {
    return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
  }

  public static X509Certificate certificate(Path store) throws Exception {
    KeyStore opened = open(store);
    return (X509Certificate) opened.getCertificate(opened.aliases().nextElement());
  }

  /** A context that serves what the store holds; without any certificate when it is null. */
  public static SSLContext server(Path store) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    if (store == null) {
      context.init(null, null, null);
      return context;
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(open(store), PASSWORD.toCharArray());
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
