package io.leasehold.labs.platform;

import io.leasehold.isolation.aws.probe.SdkIsolationProbe;
import io.leasehold.labs.bootstrap.Bootstrap;
import io.leasehold.labs.engine.Engine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;

/**
 * What happens before the first request, in this order: the probe that the AWS SDK loses no tenant,
 * tables, the check that they isolate, tenants of the bootstrap file, the engine. A failure keeps
 * the application from starting.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class StartUp {

  private static final Logger LOG = System.getLogger(StartUp.class.getName());

  @Inject private LabsSettings settings;
  @Inject private Migrations migrations;
  @Inject private RowIsolation isolation;
  @Inject private Bootstrap bootstrap;
  @Inject private Engine engine;

  void start(@Observes Startup event) throws SQLException {
    SdkIsolationProbe.run().requireSound();
    migrations.run();
    isolation.verify();
    bootstrap.run();
    engine.start();
    LOG.log(
        Level.INFO,
        () ->
            "labs node "
                + settings.node()
                + " is ready"
                + (settings.simulated() ? "; AWS is SIMULATED" : ""));
  }
}
