package io.leasehold.isolation.hibernate.move;

import io.leasehold.isolation.hibernate.RowIsolationException;
import io.leasehold.tenancy.TenantId;
import java.sql.SQLException;
import java.util.List;

/** A move, backup, restore or erasure was not done, or not to its end. The code says which. */
public final class MoveException extends RowIsolationException {

  private static final String UNIQUE_VIOLATION = "23505";
  private static final String HIDDEN = "42501";

  /** The tables cannot be moved as they are. */
  public static final String NOT_MOVABLE = "LH-ISO-332";

  /** The places have different tables. */
  public static final String TABLES_DIFFER = "LH-ISO-333";

  /** There is no such move, or it is not in a state for this. */
  public static final String NO_SUCH_MOVE = "LH-ISO-334";

  /** Another move of the tenant is not over. */
  public static final String ALREADY_MOVING = "LH-ISO-335";

  /** What was copied is not what there is. */
  public static final String NOT_EQUAL = "LH-ISO-336";

  /** Writers did not come to an end, or were faster than the copy. */
  public static final String WRITERS_TOO_BUSY = "LH-ISO-337";

  /** Another node goes on with the move. */
  public static final String TAKEN_OVER = "LH-ISO-338";

  /** A database does not answer; the move can be resumed. */
  public static final String UNAVAILABLE = "LH-ISO-339";

  /** A key of the tenant's row is taken at the other place. */
  public static final String KEY_TAKEN = "LH-ISO-340";

  /** The tenant has rows at the other place already. */
  public static final String NOT_EMPTY = "LH-ISO-341";

  /** What was to be restored is damaged or of other tables. */
  public static final String BAD_BACKUP = "LH-ISO-342";

  /** Rows came while the tenant was erased. */
  public static final String NOT_ERASED = "LH-ISO-343";

  /** Row security does not believe what the mover says of the tenant, and so hides its rows. */
  public static final String NOT_BELIEVED = "LH-ISO-344";

  private MoveException(String code, String message) {
    super(code, message);
  }

  static MoveException notMovable(List<String> reasons) {
    return new MoveException(
        NOT_MOVABLE, "the tables cannot be moved as they are: " + String.join("; ", reasons));
  }

  static MoveException tablesDiffer(List<String> differences) {
    return new MoveException(
        TABLES_DIFFER,
        "the places have different tables, migrate both to one version: "
            + String.join("; ", differences));
  }

  static MoveException noSuchMove(long id, String wayOut) {
    return new MoveException(NO_SUCH_MOVE, "move " + id + ": " + wayOut);
  }

  static MoveException alreadyMoving(TenantId tenant) {
    return new MoveException(
        ALREADY_MOVING,
        "a move of tenant " + tenant + " is not over; resume, finish or roll it back first");
  }

  static MoveException notEqual(List<String> tables) {
    return new MoveException(
        NOT_EQUAL,
        "counts or checksums differ in "
            + String.join(", ", tables)
            + "; nothing was switched. Look for triggers that change rows, and for writers past"
            + " the trigger of the move");
  }

  static MoveException writersTooBusy(String what) {
    return new MoveException(WRITERS_TOO_BUSY, what + "; nothing was switched");
  }

  static MoveException takenOver(long id) {
    return new MoveException(TAKEN_OVER, "another node goes on with move " + id);
  }

  static MoveException refusedRows(SQLException cause) {
    MoveException e =
        new MoveException(
            NOT_MOVABLE,
            "the rows could not be written at the other place, SQL state " + cause.getSQLState());
    e.initCause(cause);
    return e;
  }

  /** Whatever the failure says of whether to go on later. */
  static MoveException of(String what, SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    boolean data = state.matches("(0A|22|23|42|44|P0).*");
    return data ? refusedRows(failure) : unavailable(what, failure);
  }

  static MoveException unavailable(String what, SQLException cause) {
    MoveException e =
        new MoveException(
            UNAVAILABLE, what + " failed with SQL state " + cause.getSQLState() + "; resume it");
    e.initCause(cause);
    return e;
  }

  static MoveException keyTaken(String table) {
    return new MoveException(
        KEY_TAKEN,
        "a unique key of table "
            + table
            + " is taken at the other place; begin it with the tenant column, or use random UUIDs");
  }

  static MoveException notEmpty(TenantId tenant, List<String> tables) {
    return new MoveException(
        NOT_EMPTY,
        "tenant "
            + tenant
            + " has rows at the other place already, in "
            + String.join(", ", tables)
            + "; erase them first if they are left from earlier");
  }

  static MoveException notErased(TenantId tenant, List<String> tables) {
    return new MoveException(
        NOT_ERASED,
        "tenant "
            + tenant
            + " has rows again in "
            + String.join(", ", tables)
            + "; shut it out, then repeat");
  }

  static MoveException notBelieved(TenantId tenant) {
    return new MoveException(
        NOT_BELIEVED,
        "row security would hide the rows of tenant "
            + tenant
            + "; give signed(key) where it believes proofs, by a key that is installed at that"
            + " place. Where a login says the tenant, rows cannot be moved, saved or erased so");
  }

  static MoveException badBackup(String what) {
    return new MoveException(BAD_BACKUP, "the backup cannot be restored: " + what);
  }

  /** Whether the move cannot succeed by trying again, so that it is to be undone. */
  boolean isFinal() {
    return !code().equals(UNAVAILABLE) && !code().equals(TAKEN_OVER);
  }

  /** Whether a key is taken: by a row that is seen, or by one that row security hides. */
  static boolean isKeyTaken(SQLException failure) {
    return UNIQUE_VIOLATION.equals(failure.getSQLState()) || HIDDEN.equals(failure.getSQLState());
  }
}
