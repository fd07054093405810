package io.leasehold.localaws.internal.sts;

import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The validated input of AssumeRole. */
record AssumeRoleInput(
    String roleArn,
    String accountId,
    String sessionName,
    Optional<String> policy,
    List<String> policyArns,
    int durationSeconds,
    Optional<String> externalId,
    Map<String, String> tags,
    List<String> transitiveKeys,
    Optional<String> sourceIdentity) {

  private static final Pattern ROLE_ARN =
      Pattern.compile("arn:aws:iam::(\\d{12}):role/[\\x21-\\x7e]{1,512}");
  private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]{2,64}");
  private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");
  private static final Pattern POLICY =
      Pattern.compile("[\\x09\\x0a\\x0d\\x20-\\xff]+", Pattern.DOTALL);
  private static final Pattern TAG_TEXT =
      Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*", Pattern.UNICODE_CHARACTER_CLASS);

  static AssumeRoleInput parse(Parameters form) {
    String roleArn = form.find("RoleArn").orElseThrow(() -> invalid("'roleArn' must not be null"));
    var matcher = ROLE_ARN.matcher(roleArn);
    if (!matcher.matches()) {
      throw invalid(roleArn + " is invalid");
    }
    AssumeRoleInput input =
        new AssumeRoleInput(
            roleArn,
            matcher.group(1),
            form.find("RoleSessionName")
                .orElseThrow(() -> invalid("'roleSessionName' must not be null")),
            form.find("Policy"),
            policyArns(form),
            duration(form.find("DurationSeconds").orElse("3600")),
            form.find("ExternalId"),
            tags(form),
            form.members("TransitiveTagKeys"),
            form.find("SourceIdentity"));
    input.validate();
    return input;
  }

  /** The same with what a token brings, and nothing that the form says of it. */
  AssumeRoleInput with(
      Map<String, String> tokenTags, List<String> transitive, Optional<String> identity) {
    AssumeRoleInput input =
        new AssumeRoleInput(
            roleArn,
            accountId,
            sessionName,
            policy,
            policyArns,
            durationSeconds,
            Optional.empty(),
            tokenTags,
            transitive,
            identity);
    input.validate();
    return input;
  }

  private void validate() {
    matches(SESSION_NAME, sessionName, "roleSessionName");
    externalId.ifPresent(id -> matches(EXTERNAL_ID, id, "externalId"));
    sourceIdentity.ifPresent(id -> matches(SESSION_NAME, id, "sourceIdentity"));
    // White space counts here, unlike in the policies that IAM stores.
    int characters = policy.map(String::length).orElse(0) + String.join("", policyArns).length();
    if (characters > 2048) {
      throw invalid(
          "1 validation error detected: Value at 'policy' failed to satisfy constraint: Member must"
              + " have length less than or equal to 2048");
    }
    if (policy.isPresent()) {
      matches(POLICY, policy.get(), "policy");
    }
    if (policyArns.size() > 10) {
      throw invalid("'policyArns' must have length less than or equal to 10");
    }
    if (durationSeconds < 900 || durationSeconds > 43_200) {
      throw invalid(
          "1 validation error detected: Value '"
              + durationSeconds
              + "' at 'durationSeconds' failed to satisfy constraint: Member must have value "
              + (durationSeconds < 900
                  ? "greater than or equal to 900"
                  : "less than or equal to 43200"));
    }
    validateTags();
  }

  private void validateTags() {
    if (tags.size() > 50) {
      throw invalid("'tags' must have length less than or equal to 50");
    }
    tags.forEach(
        (key, value) -> {
          if (key.isEmpty() || key.length() > 128 || value.length() > 256) {
            throw invalid("a tag has a key of 1 to 128 and a value of up to 256 characters");
          }
          matches(TAG_TEXT, key, "tags");
          matches(TAG_TEXT, value, "tags");
        });
    if (!tags.keySet().containsAll(transitiveKeys)) {
      throw invalid("a transitive tag key is not among the session tags");
    }
  }

  private static void matches(Pattern pattern, String value, String member) {
    if (!pattern.matcher(value).matches()) {
      throw invalid(
          "1 validation error detected: Value at '"
              + member
              + "' failed to satisfy constraint: Member must satisfy regular expression pattern: "
              + pattern.pattern());
    }
  }

  private static int duration(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw invalid("'durationSeconds' must be a number");
    }
  }

  private static List<String> policyArns(Parameters form) {
    return form.all().stream()
        .filter(p -> p.name().matches("PolicyArns\\.member\\.\\d+\\.arn"))
        .map(Parameters.Parameter::value)
        .collect(Collectors.toList());
  }

  private static Map<String, String> tags(Parameters form) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (int i = 1; ; i++) {
      Optional<String> key = form.find("Tags.member." + i + ".Key");
      if (key.isEmpty()) {
        return tags;
      }
      String lower = key.get().toLowerCase(Locale.ROOT);
      if (tags.keySet().stream().anyMatch(k -> k.toLowerCase(Locale.ROOT).equals(lower))) {
        throw AwsException.badRequest("InvalidParameterValue", "Duplicate tag keys found.");
      }
      tags.put(key.get(), form.find("Tags.member." + i + ".Value").orElse(""));
    }
  }

  private static AwsException invalid(String message) {
    return AwsException.badRequest("ValidationError", message);
  }
}
