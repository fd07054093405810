package io.leasehold.isolation.iam;

import java.util.Optional;
import java.util.function.BiPredicate;

/** The String and Arn operators; the only ones in which variables are live. */
final class TextOperators {

  private TextOperators() {}

  static ExpectedValue equal(String text, boolean variables) {
    return pattern(Template.parse(text, variables, false), Glob::matches);
  }

  static ExpectedValue equalIgnoringCase(String text, boolean variables) {
    return pattern(Template.parse(text, variables, false), Glob::matchesIgnoringCase);
  }

  static ExpectedValue like(String text, boolean variables) {
    return pattern(Template.parse(text, variables, true), Glob::matches);
  }

  /** ArnEquals and ArnLike are the same: six parts, each with wildcards. */
  static ExpectedValue arn(String text, boolean variables) {
    Template template = Template.parse(text, variables, true);
    if (!template.hasVariables() && !ArnGlob.isArn(text)) {
      throw new PolicySyntaxException("\"" + text + "\" is no ARN");
    }
    return (actual, request) -> {
      Optional<ArnGlob> arn = template.resolve(request).flatMap(ArnGlob::of);
      if (arn.isEmpty() || !ArnGlob.isArn(actual)) {
        return Fit.UNCLEAR;
      }
      return Fit.of(arn.get().matches(actual));
    };
  }

  private static ExpectedValue pattern(Template template, BiPredicate<Glob, String> matches) {
    return (actual, request) ->
        template
            .resolve(request)
            .map(glob -> Fit.of(matches.test(glob, actual)))
            .orElse(Fit.UNCLEAR);
  }
}
