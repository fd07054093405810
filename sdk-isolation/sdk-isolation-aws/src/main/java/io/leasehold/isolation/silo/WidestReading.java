package io.leasehold.isolation.silo;

import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.StatementOutline;
import io.leasehold.isolation.iam.TrustOutline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites policies so that they allow whatever they might allow under circumstances that are not
 * known: a condition that cannot be judged is taken as met in an Allow and as not met in a Deny.
 */
final class WidestReading {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^},]*)[^}]*}");
  private static final Pattern SESSION =
      Pattern.compile("arn:aws[a-z0-9-]*:sts::(\\d{12}):assumed-role/([^/]+)/.*");

  private final Known known;

  WidestReading(Known known) {
    this.known = known;
  }

  /** An identity policy or a boundary; empty if nothing of it is left. */
  Optional<PolicyDocument> permissions(List<TrustOutline> statements) {
    return document(
        statements.stream()
            .map(TrustOutline::statement)
            .filter(statement -> statement.allow() || isCertain(statement))
            .map(statement -> written(statement, null))
            .toList());
  }

  /**
   * A trust policy, for any session of the caller.
   *
   * @param session the ARN of the session that stands for each
   */
  Optional<PolicyDocument> trust(List<TrustOutline> statements, SiloRole caller, String session) {
    List<Map<String, Object>> written = new ArrayList<>();
    for (TrustOutline one : statements) {
      StatementOutline read = one.statement();
      if (read.allow() || (isCertain(read) && !one.notPrincipal())) {
        Map<String, List<String>> principals =
            principals(one.principals(), caller, read.allow() ? session : null);
        if (!principals.isEmpty()) {
          written.add(written(read, principals));
        }
      }
    }
    return document(written);
  }

  private static Optional<PolicyDocument> document(List<Map<String, Object>> statements) {
    return statements.isEmpty()
        ? Optional.empty()
        : Optional.of(
            PolicyDocument.parse(
                PlainJson.of(Map.of("Version", "2012-10-17", "Statement", statements))));
  }

  private Map<String, Object> written(StatementOutline read, @Nullable Object principals) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Effect", read.allow() ? "Allow" : "Deny");
    if (principals != null) {
      statement.put("Principal", principals);
    }
    statement.put(read.notAction() ? "NotAction" : "Action", read.actions());
    if (principals != null) {
      statement.put("Resource", "*");
    } else {
      resources(read, statement);
    }
    Map<String, Map<String, Object>> conditions = new LinkedHashMap<>();
    read.conditions().stream()
        .filter(this::isCertain)
        .forEach(
            test ->
                conditions
                    .computeIfAbsent(test.operator(), operator -> new LinkedHashMap<>())
                    .put(test.key(), test.values()));
    if (!conditions.isEmpty()) {
      statement.put("Condition", conditions);
    }
    return statement;
  }

  private void resources(StatementOutline read, Map<String, Object> statement) {
    if (read.allow() && read.notResource()) {
      List<String> excepted = read.resources().stream().filter(this::isCertain).toList();
      statement.put(excepted.isEmpty() ? "Resource" : "NotResource", orAny(excepted));
    } else {
      statement.put(
          read.notResource() ? "NotResource" : "Resource",
          read.resources().stream().map(this::widened).toList());
    }
  }

  private static List<String> orAny(List<String> resources) {
    return resources.isEmpty() ? List.of("*") : resources;
  }

  /** A statement that names one session of the caller says nothing for certain of the others. */
  private static Map<String, List<String>> principals(
      Map<String, List<String>> read, SiloRole caller, @Nullable String session) {
    Map<String, List<String>> named = new LinkedHashMap<>();
    read.forEach(
        (kind, names) -> {
          List<String> kept = new ArrayList<>();
          for (String name : names) {
            Matcher parts = SESSION.matcher(name);
            boolean own =
                parts.matches()
                    && parts.group(1).equals(caller.account())
                    && parts.group(2).equals(caller.name());
            if (!own) {
              kept.add(name);
            } else if (session != null) {
              kept.add(session);
            }
          }
          if (!kept.isEmpty()) {
            named.put(kind, kept);
          }
        });
    return named;
  }

  private String widened(String resource) {
    return isCertain(resource) ? resource : VARIABLE.matcher(resource).replaceAll("*");
  }

  /** Whether a Deny applies for certain where its words fit. */
  private boolean isCertain(StatementOutline deny) {
    return deny.conditions().stream().allMatch(this::isCertain)
        && deny.resources().stream().noneMatch(resource -> resource.contains("${"))
        && deny.conditions().stream()
            .flatMap(test -> test.values().stream())
            .noneMatch(value -> value.contains("${"));
  }

  // Of other operators the evaluator may leave open what AWS makes of a value.
  private boolean isCertain(StatementOutline.Test test) {
    boolean text = test.operator().startsWith("String") || test.operator().equals("Null");
    return text && known.knows(test.key()) && test.values().stream().allMatch(this::isCertain);
  }

  private boolean isCertain(String text) {
    return VARIABLE
        .matcher(text)
        .results()
        .allMatch(found -> known.context().containsKey(key(found.group(1))));
  }

  private static String key(String variable) {
    return variable.strip().toLowerCase(Locale.ROOT);
  }
}
