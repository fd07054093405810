package io.leasehold.isolation.iam;

/** One value that a condition wants, compiled for its operator. */
@FunctionalInterface
interface ExpectedValue {

  /** Whether the request's value fits; the request resolves variables. */
  Fit fit(String actual, AccessRequest request);

  /** Compiles a policy's text. */
  @FunctionalInterface
  interface Compiler {

    /**
     * Compiles the text.
     *
     * @param variables whether <code>${...}</code> is live in this policy
     * @throws PolicySyntaxException if the text is none of the operator's type
     */
    ExpectedValue compile(String text, boolean variables);
  }
}
