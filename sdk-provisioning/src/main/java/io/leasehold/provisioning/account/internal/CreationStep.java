package io.leasehold.provisioning.account.internal;

import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.AccountState;
import io.leasehold.provisioning.account.spi.AccountFactory;
import io.leasehold.provisioning.account.spi.Creation;
import io.leasehold.provisioning.account.spi.PermanentAccountException;
import io.leasehold.provisioning.plan.StepContext;
import io.leasehold.provisioning.plan.StepOutcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Creates the AWS account. CreateAccount takes no idempotency token, so the intent is committed
 * before the call, and whoever finds an intent without a ticket looks for the account before asking
 * again.
 */
final class CreationStep {

  private static final String EMAIL_TAKEN = "EMAIL_ALREADY_EXISTS";

  private final Tables tables;
  private final AccountFactory factory;
  private final Stations stations;

  CreationStep(Tables tables, AccountFactory factory, Stations stations) {
    this.tables = tables;
    this.factory = factory;
    this.stations = stations;
  }

  StepOutcome run(StepContext step) {
    AccountRow row = current(step);
    if (row.accountId() != null) {
      return created(row, row.accountId());
    }
    return heard(step, row, ask(step, row));
  }

  private Creation ask(StepContext step, AccountRow row) {
    if (row.state() == AccountState.REQUESTED) {
      intend(stations.enter(step, AccountState.CREATING));
      step.requireStillOwned();
      return step.afterTakeOver()
          ? factory.find(row.wanted()).orElseGet(() -> factory.request(row.wanted()))
          : factory.request(row.wanted());
    }
    if (row.ticket() != null) {
      return factory.progress(row.ticket());
    }
    Optional<Creation> earlier = factory.find(row.wanted());
    if (earlier.isPresent()) {
      return earlier.get();
    }
    step.requireStillOwned();
    return factory.request(row.wanted());
  }

  private StepOutcome heard(StepContext step, AccountRow row, Creation answer) {
    if (answer instanceof Creation.Succeeded succeeded) {
      return created(row, succeeded.account());
    }
    if (answer instanceof Creation.InProgress working) {
      write(c -> tables.accounts().ticket(c, row.key(), working.ticket()));
      return StepOutcome.poll(tables.settings().pollInterval());
    }
    if (answer instanceof Creation.Later later) {
      return later(step, later);
    }
    return refused(step, row, ((Creation.Refused) answer).code());
  }

  private StepOutcome created(AccountRow row, AccountId account) {
    write(c -> tables.accounts().created(c, row.key(), account));
    return StepOutcome.done(Map.of("accountId", account.value()));
  }

  /** A quota or a throttle: back to REQUESTED, which has no deadline. Waiting is not failing. */
  private StepOutcome later(StepContext step, Creation.Later later) {
    AccountRow asked = stations.enter(step, AccountState.REQUESTED);
    write(c -> tables.accounts().waiting(c, asked.key(), later.code(), later.limit()));
    Duration pause =
        later.limit() ? tables.settings().limitWait() : tables.settings().pollInterval();
    return StepOutcome.poll(Throttles.pause(pause));
  }

  /** The address may be taken by our own earlier call, whose answer never arrived. */
  private StepOutcome refused(StepContext step, AccountRow row, String code) {
    if (code.equals(EMAIL_TAKEN)) {
      Optional<Creation> ours = factory.find(row.wanted());
      if (ours.isPresent() && !(ours.get() instanceof Creation.Refused)) {
        return heard(step, row, ours.get());
      }
    }
    throw new PermanentAccountException(
        "LH-PRV-213",
        "AWS refused to create the account for "
            + row.email()
            + ": "
            + code
            + ". Correct what it names; the pool requests another account by itself.");
  }

  private AccountRow current(StepContext step) {
    return stations.inOneOf(step, AccountState.REQUESTED, AccountState.CREATING);
  }

  private void intend(AccountRow row) {
    write(c -> tables.accounts().asked(c, row.key(), tables.now()));
  }

  private void write(Write write) {
    tables
        .transactions()
        .run(
            c -> {
              write.in(c);
              return true;
            });
  }

  /** A write without a result. */
  @FunctionalInterface
  private interface Write {
    void in(Connection c) throws SQLException;
  }
}
