package io.leasehold.tenancy.token;

import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.ssl.TLS;

/**
 * The HTTP client for keys: no redirects, no retries, no proxy, no cookies, no decompression, no
 * connection that outlives its request, and no more headers than an issuer needs.
 */
final class KeyClient {

  /** How many exchanges there may be at a time, over all issuers. */
  static final int MAX_EXCHANGES = 32;

  private static final int CONNECT_SECONDS = 2;
  private static final int MAX_HEADERS = 100;
  private static final int MAX_LINE = 8 * 1024;

  private KeyClient() {}

  static CloseableHttpClient of(DnsResolver dns, SSLContext tls) {
    return builder(dns, tls).disableRedirectHandling().build();
  }

  /** Without the refusal of redirects, which only the sabotage test leaves out. */
  static HttpClientBuilder builder(DnsResolver dns, SSLContext tls) {
    Http1Config limits =
        Http1Config.custom().setMaxHeaderCount(MAX_HEADERS).setMaxLineLength(MAX_LINE).build();
    ConnectionConfig waits =
        ConnectionConfig.custom()
            .setConnectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
            .setSocketTimeout((int) JwksFetch.DEADLINE.toSeconds(), TimeUnit.SECONDS)
            .build();
    RequestConfig plain =
        RequestConfig.custom()
            .setAuthenticationEnabled(false)
            .setProtocolUpgradeEnabled(false)
            .setConnectionRequestTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
            .build();
    return HttpClientBuilder.create()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(dns)
                .setTlsSocketStrategy(
                    ClientTlsStrategyBuilder.create()
                        .setSslContext(tls)
                        .setTlsVersions(TLS.V_1_3, TLS.V_1_2)
                        .buildClassic())
                .setConnectionFactory(
                    ManagedHttpClientConnectionFactory.builder().http1Config(limits).build())
                .setDefaultConnectionConfig(waits)
                .setMaxConnTotal(MAX_EXCHANGES)
                .setMaxConnPerRoute(MAX_EXCHANGES)
                .build())
        .setConnectionReuseStrategy((request, response, context) -> false)
        .setDefaultRequestConfig(plain)
        .setUserAgent("leasehold-tenancy")
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableContentCompression();
  }
}
