package io.leasehold.tenancy.token;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for some host names, made by the JDK's keytool, and trust in it. */
final class TestTls {

  private static final char[] PASSWORD = "changeit".toCharArray();

  // Making one takes a second or so.
  private static final Map<List<String>, TestTls> MADE = new ConcurrentHashMap<>();

  private final SSLContext context;

  private TestTls(KeyStore store) throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    this.context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
  }

  static TestTls forHosts(String... hosts) {
    return MADE.computeIfAbsent(List.of(hosts), TestTls::make);
  }

  /** Serves with the certificate, and trusts it. */
  SSLContext context() {
    return context;
  }

  private static TestTls make(List<String> hosts) {
    try {
      Path file = Files.createTempDirectory("tls").resolve("store.p12");
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  "server",
                  "-keyalg",
                  "EC",
                  "-groupname",
                  "secp256r1",
                  "-dname",
                  "CN=test",
                  "-ext",
                  "san=" + String.join(",", hosts.stream().map(host -> "dns:" + host).toList()),
                  "-storetype",
                  "PKCS12",
                  "-keystore",
                  file.toString(),
                  "-storepass",
                  new String(PASSWORD))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
        throw new IllegalStateException("keytool failed");
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream stored = Files.newInputStream(file)) {
        store.load(stored, PASSWORD);
      }
      return new TestTls(trusting(store));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore trusting(KeyStore store) throws GeneralSecurityException {
    store.setCertificateEntry("trusted", store.getCertificate("server"));
    return store;
  }
}
