package io.leasehold.provisioning.account.internal;

import io.leasehold.provisioning.ProvisioningException;
import io.leasehold.provisioning.account.AccountState;
import io.leasehold.provisioning.account.spi.PermanentAccountException;
import io.leasehold.provisioning.plan.OwnershipLostException;
import io.leasehold.provisioning.plan.StepAction;
import io.leasehold.provisioning.plan.StepContext;
import io.leasehold.provisioning.plan.StepFailedException;
import io.leasehold.provisioning.plan.StepOutcome;
import java.sql.Connection;
import java.sql.SQLException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Remembers what went wrong with an account, and quarantines it when a plan gives up. */
final class Failures {

  private static final int LONGEST = 500;

  private final Tables tables;

  Failures(Tables tables) {
    this.tables = tables;
  }

  /** The action, with its failures remembered. */
  StepAction remembering(StepAction action) {
    return step -> {
      try {
        return action.run(step);
      } catch (OwnershipLostException e) {
        throw e;
      } catch (PermanentAccountException e) {
        remember(step, words(e));
        throw new StepFailedException(e.code(), String.valueOf(e.getMessage()), e);
      } catch (AwsServiceException e) {
        remember(step, words(e));
        if (Throttles.passing(e)) {
          return StepOutcome.poll(Throttles.pause(tables.settings().pollInterval()));
        }
        throw e;
      } catch (Exception e) {
        remember(step, words(e));
        throw e;
      }
    };
  }

  /**
   * The undo of a plan: the account is taken out of use, with what went wrong last as the reason.
   */
  StepOutcome quarantine(StepContext step) {
    Order order = Order.in(step);
    tables
        .transactions()
        .run(
            c -> {
              AccountRow row = tables.accounts().lock(c, order.account()).orElse(null);
              return row != null
                  && row.epoch().equals(order.epoch())
                  && row.state().progressing()
                  && quarantine(c, row);
            });
    return StepOutcome.done();
  }

  private boolean quarantine(Connection c, AccountRow row) throws SQLException {
    String last = row.lastError();
    return tables
        .accounts()
        .move(
            c,
            row,
            AccountState.QUARANTINED,
            row.epoch(),
            tables.now(),
            last == null ? "The plan was cancelled in " + row.state() : last);
  }

  private void remember(StepContext step, String words) {
    Order order = Order.in(step);
    tables
        .transactions()
        .run(
            c -> {
              AccountRow row = tables.accounts().lock(c, order.account()).orElse(null);
              if (row != null && row.epoch().equals(order.epoch())) {
                tables.accounts().failed(c, order.account(), words);
              }
              return row != null;
            });
  }

  private static String words(Exception e) {
    String words = e.getClass().getSimpleName();
    if (e instanceof ProvisioningException ours) {
      words = ours.code() + " " + ours.getMessage();
    } else if (e instanceof AwsServiceException aws && aws.awsErrorDetails() != null) {
      words =
          aws.awsErrorDetails().serviceName()
              + " answered "
              + aws.awsErrorDetails().errorCode()
              + " ("
              + aws.statusCode()
              + ")";
    }
    return words.length() > LONGEST ? words.substring(0, LONGEST) : words;
  }
}
