package io.leasehold.isolation.iam;

import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * The String and Arn operators; the only ones in which variables are live. A variable without a
 * value is documented to match nothing. What a negated operator makes of that is not, so there it
 * is unclear.
 */
final class TextOperators {

  private TextOperators() {}

  static ExpectedValue.Compiler equal(Fit unresolved) {
    return (text, variables) ->
        pattern(Template.parse(text, variables, false), Glob::matches, unresolved);
  }

  static ExpectedValue.Compiler equalIgnoringCase(Fit unresolved) {
    return (text, variables) ->
        pattern(Template.parse(text, variables, false), Glob::matchesIgnoringCase, unresolved);
  }

  static ExpectedValue.Compiler like(Fit unresolved) {
    return (text, variables) ->
        pattern(Template.parse(text, variables, true), Glob::matches, unresolved);
  }

  /** ArnEquals and ArnLike are the same: six parts, each with wildcards. */
  static ExpectedValue.Compiler arn(Fit unresolved) {
    return (text, variables) -> {
      Template template = Template.parse(text, variables, true);
      if (!template.hasVariables() && !ArnGlob.isArn(text)) {
        throw new PolicySyntaxException("\"" + text + "\" is no ARN");
      }
      return (actual, request) -> {
        Optional<Glob> glob = template.resolve(request);
        if (glob.isEmpty()) {
          return unresolved;
        }
        Optional<ArnGlob> arn = ArnGlob.of(glob.get());
        return arn.isEmpty() || !ArnGlob.isArn(actual)
            ? Fit.UNCLEAR
            : Fit.of(arn.get().matches(actual));
      };
    };
  }

  private static ExpectedValue pattern(
      Template template, BiPredicate<Glob, String> matches, Fit unresolved) {
    return (actual, request) ->
        template
            .resolve(request)
            .map(glob -> Fit.of(matches.test(glob, actual)))
            .orElse(unresolved);
  }
}
