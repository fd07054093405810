package io.leasehold.isolation.hibernate.internal.jdbc;

import java.sql.SQLException;
import java.sql.Statement;

/** Stands in front of a statement that is given its text when it runs. */
final class GuardedStatement extends StatementGuard {

  private final Statement real;

  GuardedStatement(Statement real, Guards guards) {
    super(guards, false);
    this.real = real;
  }

  @Override
  public Statement real() {
    return real;
  }

  @Override
  public Statement answering() {
    return real;
  }

  @Override
  public void close() throws SQLException {
    real.close();
  }

  @Override
  public String toString() {
    return "guarded " + real;
  }
}
