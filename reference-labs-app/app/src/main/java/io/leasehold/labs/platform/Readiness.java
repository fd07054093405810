package io.leasehold.labs.platform;

import io.leasehold.labs.engine.Engine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Ready when the engine works and the database answers. */
@org.eclipse.microprofile.health.Readiness
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class Readiness implements HealthCheck {

  private static final int SECONDS = 2;

  @Inject private Engine engine;
  @Inject private Databases databases;

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("labs")
        .status(engine.isStarted() && databaseAnswers())
        .build();
  }

  private boolean databaseAnswers() {
    try (Connection connection = databases.platform().getConnection()) {
      return connection.isValid(SECONDS);
    } catch (SQLException down) {
      return false;
    }
  }
}
