package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.jakarta.internal.RouteDiscovery;
import io.leasehold.tenancy.token.TokenVerifier;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.jboss.resteasy.plugins.server.servlet.HttpServlet30Dispatcher;

/**
 * A real servlet container on loopback with one worker thread, so that whatever a request leaves on
 * it the next one finds: the filter, servlets, a static file, and JAX-RS under {@code /api}.
 */
final class TestServer implements AutoCloseable {

  private final Tomcat tomcat = new Tomcat();

  private TestServer(ServletContainerInitializer application) throws Exception {
    Path base = Files.createTempDirectory(Path.of("target"), "tomcat");
    Path files = Files.createDirectories(base.resolve("files"));
    Files.writeString(files.resolve("logo.svg"), "<svg/>");
    tomcat.setBaseDir(base.toString());
    Connector connector = new Connector("HTTP/1.1");
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxThreads", "1");
    connector.setProperty("minSpareThreads", "1");
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", files.toAbsolutePath().toString());
    context.addServletContainerInitializer(application, Set.of());
    tomcat.start();
  }

  /** With the filter in front, and the caller authenticated before it as a container does. */
  static TestServer start(TenantFilterParts parts, TokenVerifier verifier) throws Exception {
    return start(parts, verifier, TestApplication.class);
  }

  /** The same with another JAX-RS application. */
  static TestServer start(
      TenantFilterParts parts, TokenVerifier verifier, Class<? extends TestApplication> application)
      throws Exception {
    Set<Class<?>> resources = resources(application);
    return new TestServer(
        (classes, context) -> {
          RouteDiscovery.discover(resources, context);
          TenantFilterInitializer.register(
              context.addFilter("container", new ContainerAuthentication(verifier, parts)));
          TenantFilterInitializer.register(context.addFilter("tenant", new TenantFilter(parts)));
          addApplication(context, application);
        });
  }

  private static Set<Class<?>> resources(Class<? extends TestApplication> application)
      throws Exception {
    Set<Class<?>> classes =
        new HashSet<>(application.getDeclaredConstructor().newInstance().getClasses());
    classes.add(TestApplication.class);
    return classes;
  }

  /** As a forgetful application would have it. */
  static TestServer startWithoutFilter() throws Exception {
    return new TestServer((classes, context) -> addApplication(context, TestApplication.class));
  }

  RawHttp http() {
    return new RawHttp(tomcat.getConnector().getLocalPort());
  }

  @Override
  public void close() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }

  private static void addApplication(
      ServletContext context, Class<? extends TestApplication> application) {
    add(context.addServlet("default", new DefaultServlet()), "/");
    add(context.addServlet("scope", new ScopeServlet()), "/scope/*", "/probe/*", "/constrained");
    add(context.addServlet("faucet", new Faucet.OfServlets()), "/faucet/*");
    ServletRegistration.Dynamic rest = context.addServlet("rest", new HttpServlet30Dispatcher());
    rest.setInitParameter("jakarta.ws.rs.Application", application.getName());
    rest.setInitParameter("resteasy.servlet.mapping.prefix", "/api");
    rest.setInitParameter("resteasy.role.based.security", "true");
    add(rest, "/api/*");
  }

  private static void add(ServletRegistration.Dynamic servlet, String... patterns) {
    servlet.setAsyncSupported(true);
    servlet.addMapping(patterns);
  }
}
