package io.leasehold.isolation.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A statement as it is written, for those who reason about policies rather than decide requests.
 * Immutable.
 *
 * @param allow whether it allows; otherwise it denies
 * @param actions the texts of Action or NotAction
 * @param notAction whether it is NotAction
 * @param resources the texts of Resource or NotResource; empty if it has none
 * @param notResource whether it is NotResource
 * @param conditions all of which have to hold
 */
public record StatementOutline(
    boolean allow,
    List<String> actions,
    boolean notAction,
    List<String> resources,
    boolean notResource,
    List<Test> conditions) {

  /**
   * One test of the Condition block.
   *
   * @param operator as written, with its quantifier and suffix
   * @param key in lower case
   * @param values of which one has to fit
   */
  public record Test(String operator, String key, List<String> values) {
    /** Copies. */
    public Test {
      values = List.copyOf(values);
    }
  }

  /** Copies. */
  public StatementOutline {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    conditions = List.copyOf(conditions);
  }

  /**
   * The statements of a policy.
   *
   * @throws PolicySyntaxException if the text is no policy that this library understands
   */
  public static List<StatementOutline> of(String json) {
    PolicyDocument.parse(json);
    Object statement = Objects.requireNonNull(Json.readObject(json).get("Statement"), "Statement");
    List<?> raw = statement instanceof List<?> list ? list : List.of(statement);
    return raw.stream().map(one -> outline(PolicyReader.object(one, "Statement"))).toList();
  }

  /** Whether the statement is about the action, wildcards considered. */
  public boolean covers(String action) {
    return new ActionPattern(actions, notAction).matches(action);
  }

  static StatementOutline outline(Map<String, Object> elements) {
    boolean notAction = elements.containsKey("NotAction");
    boolean notResource = elements.containsKey("NotResource");
    return new StatementOutline(
        "Allow".equals(elements.get("Effect")),
        texts(elements.get(notAction ? "NotAction" : "Action")),
        notAction,
        texts(elements.get(notResource ? "NotResource" : "Resource")),
        notResource,
        tests(elements.get("Condition")));
  }

  private static List<Test> tests(@Nullable Object block) {
    List<Test> tests = new ArrayList<>();
    if (block != null) {
      PolicyReader.object(block, "Condition")
          .forEach(
              (operator, keys) ->
                  PolicyReader.object(keys, operator)
                      .forEach(
                          (key, values) ->
                              tests.add(
                                  new Test(
                                      operator, key.toLowerCase(Locale.ROOT), texts(values)))));
    }
    return tests;
  }

  private static List<String> texts(@Nullable Object raw) {
    List<?> list =
        raw instanceof List<?> several ? several : raw == null ? List.of() : List.of(raw);
    return list.stream()
        .map(value -> value instanceof Json.Bare bare ? bare.text() : (String) value)
        .toList();
  }
}
