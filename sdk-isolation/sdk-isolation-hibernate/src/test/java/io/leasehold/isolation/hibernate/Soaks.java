package io.leasehold.isolation.hibernate;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.hibernate.Session;

/** What lanes have in common. */
final class Soaks {

  private static final Logger MANAGER = Logger.getLogger("com.arjuna");

  static final int TRANSACTIONS = Boolean.getBoolean("leasehold.long") ? 100_000 : 500;

  static {
    // A pool warns of each connection that was killed under it.
    System.setProperty("org.slf4j.simpleLogger.log.com.zaxxer.hikari", "error");
    MANAGER.setLevel(Level.SEVERE);
  }

  private Soaks() {}

  /** Runs the body on the connection of the session. */
  static void inside(Session session, SoakLane.Body body) throws Exception {
    Exception[] failed = new Exception[1];
    session.doWork(
        connection -> {
          try {
            body.on(connection, session);
          } catch (Exception e) {
            failed[0] = e;
          }
        });
    if (failed[0] != null) {
      throw failed[0];
    }
  }
}
