package io.leasehold.isolation.hibernate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;

/** A way to run transactions over the one connection. */
interface SoakLane {

  /** How a transaction is left. */
  enum End {
    COMMIT,
    ROLLBACK,
    /** The connection is just given back. */
    DROP,
    /** By SQL text, as no user should. */
    TEXT_COMMIT
  }

  /** What is done in a transaction. */
  interface Body {
    void on(Connection connection, @Nullable Session session) throws Exception;
  }

  /** Where the application gets its connection. */
  interface Borrow {
    Connection connection() throws SQLException;
  }

  /** Runs the body in one transaction; false if it was not committed. */
  boolean transaction(Body body, End end) throws Exception;

  /** The connection as the next borrower gets it, past the guard. */
  Connection raw() throws SQLException;

  /** Whether savepoints are the user's, or refused, as a manager's connections refuse them. */
  default boolean hasSavepoints() {
    return true;
  }

  /** Plain JDBC. */
  static SoakLane jdbc(DataSource raw, Borrow borrow) {
    return new SoakLane() {
      @Override
      public boolean transaction(Body body, End end) throws Exception {
        try (Connection connection = borrow.connection()) {
          connection.setAutoCommit(false);
          body.on(connection, null);
          switch (end) {
            case COMMIT -> connection.commit();
            case ROLLBACK -> connection.rollback();
            case TEXT_COMMIT -> LabsDatabase.execute(connection, "commit");
            case DROP -> {}
          }
          return end == End.COMMIT || end == End.TEXT_COMMIT;
        }
      }

      @Override
      public Connection raw() throws SQLException {
        return raw.getConnection();
      }
    };
  }

  /** Hibernate with transactions of its own. */
  static SoakLane jpa(DataSource raw, SessionFactory factory) {
    return new SoakLane() {
      @Override
      public boolean transaction(Body body, End end) throws Exception {
        try (Session session = factory.openSession()) {
          session.beginTransaction();
          try {
            Soaks.inside(session, body);
            switch (end) {
              case COMMIT, TEXT_COMMIT -> session.getTransaction().commit();
              case ROLLBACK, DROP -> session.getTransaction().rollback();
            }
          } finally {
            // A closed session keeps its connection as long as its transaction is open.
            if (session.getTransaction().isActive()) {
              session.getTransaction().rollback();
            }
          }
          return end == End.COMMIT || end == End.TEXT_COMMIT;
        }
      }

      @Override
      public Connection raw() throws SQLException {
        return raw.getConnection();
      }
    };
  }

  /** One after the other; the next borrower is on another one than the last user. */
  static SoakLane turns(List<SoakLane> lanes) {
    return new SoakLane() {
      private int turn;

      @Override
      public boolean transaction(Body body, End end) throws Exception {
        return lanes.get(turn++ % lanes.size()).transaction(body, end);
      }

      @Override
      public Connection raw() throws SQLException {
        return lanes.get(turn % lanes.size()).raw();
      }
    };
  }
}
