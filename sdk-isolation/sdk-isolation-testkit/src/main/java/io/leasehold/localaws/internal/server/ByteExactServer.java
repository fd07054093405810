package io.leasehold.localaws.internal.server;

import com.github.tomakehurst.wiremock.common.JettySettings;
import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.jetty11.Jetty11HttpServer;
import java.util.EnumSet;
import wiremock.jakarta.servlet.DispatcherType;
import wiremock.org.eclipse.jetty.io.NetworkTrafficListener;
import wiremock.org.eclipse.jetty.server.HttpConnectionFactory;
import wiremock.org.eclipse.jetty.server.ServerConnector;
import wiremock.org.eclipse.jetty.servlet.FilterHolder;
import wiremock.org.eclipse.jetty.servlet.ServletContextHandler;

/**
 * WireMock's server, taught to hand out requests byte for byte, because signatures cover them: it
 * neither replaces header values by cached ones that differ in case nor unpacks bodies.
 */
public final class ByteExactServer extends Jetty11HttpServer {

  /** Creates the server; WireMock calls it. */
  public ByteExactServer(Options options, AdminRequestHandler admin, StubRequestHandler stubs) {
    super(options, admin, stubs);
  }

  @Override
  protected ServerConnector createHttpConnector(
      String address, int port, JettySettings settings, NetworkTrafficListener listener) {
    ServerConnector connector = super.createHttpConnector(address, port, settings, listener);
    connector
        .getConnectionFactory(HttpConnectionFactory.class)
        .getHttpConfiguration()
        .setHeaderCacheCaseSensitive(true);
    return connector;
  }

  @Override
  protected void decorateMockServiceContextBeforeConfig(ServletContextHandler context) {
    context.addFilter(
        new FilterHolder(
            (request, response, chain) -> chain.doFilter(RawBody.around(request), response)),
        "/*",
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.FORWARD));
  }
}
