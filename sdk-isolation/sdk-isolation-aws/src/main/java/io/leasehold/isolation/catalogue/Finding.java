package io.leasehold.isolation.catalogue;

/**
 * Something about a template that AWS does not mean as it reads. Immutable.
 *
 * @param kind what sort of thing
 * @param detail which action, key or resource, and the way out
 */
public record Finding(Kind kind, String detail) {

  /** How bad it is. */
  public enum Severity {
    /** The policy may allow more than it seems to, or something nobody knows: not to be used. */
    ERROR,
    /** The policy allows less than it seems to, or could not be checked. */
    WARNING
  }

  /** The sorts of findings. */
  public enum Kind {
    /** AWS documents no such action: a mistake, or an action that comes into being later. */
    UNKNOWN_ACTION(Severity.ERROR),
    /** An Allow takes in actions that it does not name, so also those that AWS adds tomorrow. */
    WILDCARD_ACTION(Severity.ERROR),
    /** No resource narrows the action: it is allowed for everything or not at all. */
    ACTION_WITHOUT_RESOURCE(Severity.ERROR),
    /** An Allow does not say which resources. */
    WILDCARD_RESOURCE(Severity.ERROR),
    /** Partition, Region or account has a wildcard. */
    WILDCARD_PLACE(Severity.ERROR),
    /** There is no such condition key. */
    UNKNOWN_KEY(Severity.ERROR),
    /** The action does not carry the key: a guard on it never holds, or always. */
    UNSUPPORTED_KEY(Severity.ERROR),
    /** A key of several values is compared as if it had one, or any one of them is enough. */
    SEVERAL_VALUES_COMPARED_AS_ONE(Severity.ERROR),
    /** {@code ForAllValues} holds for a request without the key, and no {@code Null} forbids it. */
    FOR_ALL_VALUES_WITHOUT_NULL(Severity.ERROR),
    /** A set operator on a key of one value: holds for a request without the key. */
    SET_OPERATOR_ON_ONE_VALUE(Severity.ERROR),
    /** An operator of numbers on a text and the like: what AWS makes of that is not documented. */
    OPERATOR_OF_ANOTHER_TYPE(Severity.ERROR),
    /** The ownership speaks of an action that there is not, so perhaps not of the one there is. */
    UNKNOWN_OWNED_ACTION(Severity.ERROR),
    /** The catalogue does not have the service: nothing was checked of this action. */
    UNKNOWN_SERVICE(Severity.WARNING),
    /** The action carries this global key on no resource that the catalogue knows. */
    UNSUPPORTED_TAG_KEY(Severity.WARNING),
    /** No resource of the statement is of a kind that the action works on. */
    ACTION_WITHOUT_FITTING_RESOURCE(Severity.WARNING),
    /** The action always names a resource of a kind too that the policy does not grant. */
    REQUIRED_RESOURCE_NOT_GRANTED(Severity.WARNING),
    /** No action of the statement works on this resource. */
    RESOURCE_WITHOUT_FITTING_ACTION(Severity.WARNING);

    private final Severity severity;

    Kind(Severity severity) {
      this.severity = severity;
    }

    /** How bad it is. */
    public Severity severity() {
      return severity;
    }
  }

  /** Whether it stands in the way of using the template. */
  public boolean isError() {
    return kind.severity() == Severity.ERROR;
  }

  @Override
  public String toString() {
    return kind.severity() + " " + kind + " " + detail;
  }
}
