package io.leasehold.labs.platform;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import javax.sql.DataSource;

/**
 * The three ways into the one database. Tenants' rows are not among what is handed out here: they
 * are reached through the entity manager only.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class Databases {

  @Resource(lookup = "jdbc/labs")
  private DataSource app;

  @Resource(lookup = "jdbc/platform")
  private DataSource platform;

  @Resource(lookup = "jdbc/owner")
  private DataSource owner;

  /** The application's role, for the check at start that row security binds it. */
  DataSource app() {
    return app;
  }

  /** The platform's own records; its connections take part in no container transaction. */
  public DataSource platform() {
    return platform;
  }

  /** The owner of the tables, for migrations. */
  DataSource owner() {
    return owner;
  }
}
