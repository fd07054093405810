package io.leasehold.isolation.iam;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the elements of a policy; what it does not know it refuses. */
final class PolicyReader {

  private static final Set<String> DOCUMENT = Set.of("Version", "Id", "Statement");
  private static final Set<String> STATEMENT =
      Set.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");
  // What IAM takes in a policy; a tenant's name outside it cannot be written into one.
  private static final Pattern CHARACTERS =
      Pattern.compile("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+");

  private final boolean variables;
  private final Set<String> sids = new HashSet<>();

  private PolicyReader(boolean variables) {
    this.variables = variables;
  }

  static PolicyDocument read(String json) {
    if (!CHARACTERS.matcher(json).matches()) {
      throw new PolicySyntaxException("a policy is not empty and has no characters above U+00FF");
    }
    Map<String, Object> document = Json.readObject(json);
    requireKnown(document, DOCUMENT, "policy");
    // Without the newer version, variables are plain text.
    String version = optionalText(document, "Version");
    if (version != null && !Set.of("2012-10-17", "2008-10-17").contains(version)) {
      throw new PolicySyntaxException("unknown policy version \"" + version + "\"");
    }
    optionalText(document, "Id");
    PolicyReader reader = new PolicyReader("2012-10-17".equals(version));
    Object statement = document.get("Statement");
    if (statement == null) {
      throw new PolicySyntaxException("a policy has a Statement");
    }
    List<?> raw = statement instanceof List<?> list ? list : List.of(statement);
    if (raw.isEmpty()) {
      throw new PolicySyntaxException("a policy has at least one statement");
    }
    List<Statement> statements = new ArrayList<>();
    raw.forEach(one -> statements.add(reader.statement(one, statements.size())));
    return new PolicyDocument(statements, reader.variables, json);
  }

  private Statement statement(Object raw, int index) {
    Map<String, Object> elements = object(raw, "Statement");
    requireKnown(elements, STATEMENT, "statement");
    String sid = optionalText(elements, "Sid");
    if (sid != null && !sids.add(sid)) {
      throw new PolicySyntaxException("two statements have the Sid \"" + sid + "\"");
    }
    String effect = optionalText(elements, "Effect");
    boolean allow = "Allow".equals(effect);
    if (!allow && !"Deny".equals(effect)) {
      throw new PolicySyntaxException("a statement's Effect is Allow or Deny");
    }
    PrincipalPattern principal = principal(elements, allow);
    String action = oneOf(elements, "Action", "NotAction");
    String resource = oneOf(elements, "Resource", "NotResource");
    if (action == null) {
      throw new PolicySyntaxException("a statement has an Action or a NotAction");
    }
    if (resource == null && principal == null) {
      throw new PolicySyntaxException("a statement has a Resource or a NotResource");
    }
    Object condition = elements.get("Condition");
    return new Statement(
        sid != null && !sid.isEmpty() ? "statement " + sid : "statement #" + (index + 1),
        allow,
        principal,
        new ActionPattern(texts(elements.get(action), action), action.startsWith("Not")),
        resource == null
            ? null
            : new ResourcePattern(
                texts(elements.get(resource), resource), variables, resource.startsWith("Not")),
        condition == null ? List.of() : new ConditionReader(variables).read(condition));
  }

  private static @Nullable PrincipalPattern principal(Map<String, Object> elements, boolean allow) {
    String element = oneOf(elements, "Principal", "NotPrincipal");
    if (element == null) {
      return null;
    }
    if (allow && element.equals("NotPrincipal")) {
      throw new PolicySyntaxException("NotPrincipal goes with Deny only");
    }
    return new PrincipalPattern(principals(elements.get(element)), element.startsWith("Not"));
  }

  /** Who a statement is about, by kind. */
  static Map<String, List<String>> principals(@Nullable Object raw) {
    Map<String, List<String>> named = new LinkedHashMap<>();
    if ("*".equals(raw)) {
      named.put("AWS", List.of("*"));
    } else {
      object(raw, "Principal").forEach((kind, values) -> named.put(kind, texts(values, kind)));
    }
    return named;
  }

  private static void requireKnown(Map<String, Object> object, Set<String> known, String what) {
    for (String key : object.keySet()) {
      if (!known.contains(key)) {
        throw new PolicySyntaxException("unknown element \"" + key + "\" in a " + what);
      }
    }
  }

  private static @Nullable String oneOf(Map<String, Object> object, String one, String other) {
    if (object.containsKey(one) && object.containsKey(other)) {
      throw new PolicySyntaxException("a statement has " + one + " or " + other + ", not both");
    }
    return object.containsKey(one) ? one : object.containsKey(other) ? other : null;
  }

  private static @Nullable String optionalText(Map<String, Object> object, String key) {
    Object value = object.get(key);
    if (value != null && !(value instanceof String)) {
      throw new PolicySyntaxException(key + " is a text");
    }
    return (String) value;
  }

  static Map<String, Object> object(@Nullable Object raw, String what) {
    if (!(raw instanceof Map<?, ?> map) || map.isEmpty()) {
      throw new PolicySyntaxException(what + " is a JSON object that is not empty");
    }
    Map<String, Object> object = new LinkedHashMap<>();
    map.forEach((key, value) -> object.put((String) key, value));
    return object;
  }

  /** One text or a list of texts. */
  static List<String> texts(@Nullable Object raw, String what) {
    List<?> list =
        raw instanceof List<?> several ? several : raw == null ? List.of() : List.of(raw);
    if (list.isEmpty() || !list.stream().allMatch(String.class::isInstance)) {
      throw new PolicySyntaxException(what + " is a text or a list of texts that is not empty");
    }
    return list.stream()
        .map(String.class::cast)
        .peek(
            text -> {
              if (!text.isEmpty() && !CHARACTERS.matcher(text).matches()) {
                throw new PolicySyntaxException(what + " has a character above U+00FF");
              }
            })
        .toList();
  }
}
