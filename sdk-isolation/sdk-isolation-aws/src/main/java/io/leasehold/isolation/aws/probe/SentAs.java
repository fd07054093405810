package io.leasehold.isolation.aws.probe;

import io.leasehold.isolation.IsolationException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of a call.
 *
 * @param kind in short
 * @param detail the code of a refusal, the foreign signers, or what failed; may be empty
 */
public record SentAs(Kind kind, String detail) {

  /** What may become of a call. */
  public enum Kind {
    /** All its requests were signed by the tenant. */
    TENANT,
    /** Nothing of it would have left; the detail is the code. */
    REFUSED,
    /** A request was signed by somebody else, or by nobody. */
    ANOTHER,
    /** It broke without a code of ours, and nothing that somebody else signed would have left. */
    BROKEN
  }

  /** Validates. */
  public SentAs {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(detail, "detail");
  }

  static SentAs of(List<String> signers, String tenants, @Nullable Throwable failure) {
    List<String> others = signers.stream().filter(s -> !s.equals(tenants)).distinct().toList();
    if (!others.isEmpty()) {
      return new SentAs(Kind.ANOTHER, String.join(", ", others));
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IsolationException ours && signers.isEmpty()) {
        return new SentAs(Kind.REFUSED, ours.code());
      }
    }
    if (failure != null) {
      return new SentAs(Kind.BROKEN, failure.getClass().getSimpleName());
    }
    return signers.isEmpty()
        ? new SentAs(Kind.BROKEN, "nothing was sent")
        : new SentAs(Kind.TENANT, "");
  }

  /** Whether no tenant's request could have gone out as somebody else. */
  public boolean safe() {
    return kind == Kind.TENANT || kind == Kind.REFUSED;
  }

  @Override
  public String toString() {
    return switch (kind) {
      case TENANT -> "as the tenant";
      case REFUSED -> "refused, " + detail;
      case ANOTHER -> "AS " + detail;
      case BROKEN -> "BROKEN, " + detail;
    };
  }
}
