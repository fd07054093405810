package io.leasehold.isolation.iam;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The Resource or NotResource of a statement. */
final class ResourcePattern {

  // Wildcards are no service, and variables begin only after the fifth colon.
  private static final Pattern GRAMMAR =
      Pattern.compile("\\*|arn:aws[a-z0-9-]*:[a-z0-9-]+:[a-z0-9*?-]*:[a-z0-9*?]*:.+");

  private final List<Template> templates;
  private final boolean negated;

  ResourcePattern(List<String> resources, boolean variables, boolean negated) {
    for (String resource : resources) {
      if (!GRAMMAR.matcher(resource).matches()) {
        throw new PolicySyntaxException("malformed resource \"" + resource + "\"");
      }
    }
    this.templates = resources.stream().map(r -> Template.parse(r, variables, true)).toList();
    this.negated = negated;
  }

  Fit fit(AccessRequest request) {
    Fit fit = templates.stream().map(t -> fit(t, request)).reduce(Fit.NO, Fit::or);
    return negated ? fit.not() : fit;
  }

  private Fit fit(Template template, AccessRequest request) {
    Optional<Glob> glob = template.resolve(request);
    if (glob.isEmpty()) {
      // Documented to match nothing; with NotResource that would widen, so it stays open there.
      return negated ? Fit.UNCLEAR : Fit.NO;
    }
    boolean matches =
        glob.get().isAny()
            || ArnGlob.of(glob.get()).filter(arn -> arn.matches(request.resource())).isPresent();
    return matches && Vocabulary.blursType(template.toString()) ? Fit.UNCLEAR : Fit.of(matches);
  }

  /** How many characters the request's resource begins with like the most similar pattern. */
  int commonWith(AccessRequest request) {
    return templates.stream()
        .mapToInt(template -> common(template.toString(), request.resource()))
        .max()
        .orElse(0);
  }

  private static int common(String one, String other) {
    int i = 0;
    while (i < Math.min(one.length(), other.length()) && one.charAt(i) == other.charAt(i)) {
      i++;
    }
    return i;
  }

  @Override
  public String toString() {
    return (negated ? "all but " : "") + templates;
  }
}
