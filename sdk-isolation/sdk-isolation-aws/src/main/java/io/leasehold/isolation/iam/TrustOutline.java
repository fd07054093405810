package io.leasehold.isolation.iam;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A statement of a trust policy or another resource policy, as it is written. Immutable.
 *
 * @param label how messages call it
 * @param statement all but who it is about
 * @param principals who it is about, by kind: {@code AWS}, {@code Service}, {@code Federated},
 *     {@code CanonicalUser}; empty in an identity policy
 * @param notPrincipal whether it is about everybody else
 */
public record TrustOutline(
    String label,
    StatementOutline statement,
    Map<String, List<String>> principals,
    boolean notPrincipal) {

  /** Copies. */
  public TrustOutline {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    principals.forEach((kind, names) -> copy.put(kind, List.copyOf(names)));
    principals = Collections.unmodifiableMap(copy);
  }

  /**
   * The statements of a policy.
   *
   * @throws PolicySyntaxException if the text is no policy that this library understands
   */
  public static List<TrustOutline> of(String json) {
    List<Statement> read = PolicyDocument.parse(json).statements();
    Object statement = Objects.requireNonNull(Json.readObject(json).get("Statement"), "Statement");
    List<?> raw = statement instanceof List<?> list ? list : List.of(statement);
    List<TrustOutline> outlines = new ArrayList<>();
    for (int i = 0; i < raw.size(); i++) {
      Map<String, Object> elements = PolicyReader.object(raw.get(i), "Statement");
      boolean not = elements.containsKey("NotPrincipal");
      Object principal = elements.get(not ? "NotPrincipal" : "Principal");
      outlines.add(
          new TrustOutline(
              read.get(i).label(),
              StatementOutline.outline(elements),
              principal == null ? Map.of() : PolicyReader.principals(principal),
              not));
    }
    return List.copyOf(outlines);
  }
}
