package io.leasehold.isolation.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The evaluator against one that nobody of this project wrote. Where that cannot be installed, the
 * tests are skipped and say so. What is compared, and why a few answers differ, is in {@code
 * docs/isolation/differential.md}.
 */
class IamDifferentialTest {

  private static final int ACCESSES = Boolean.getBoolean("leasehold.long") ? 20_000 : 2_000;
  private static final long FIRST_SEED = 20_260_101;
  private static final IamEvaluator EVALUATOR = new IamEvaluator();

  private static @Nullable ReferenceSimulator reference;

  @BeforeAll
  static void start() throws InterruptedException {
    try {
      reference = ReferenceSimulator.start(Path.of("target", "iam-simulate"));
    } catch (IOException e) {
      String absent = "IAM differential: NOT run, because " + e.getMessage();
      System.out.println(absent);
      abort(absent);
    }
  }

  @AfterAll
  static void stop() throws IOException {
    if (reference != null) {
      reference.close();
    }
  }

  @Test
  void random_accesses_are_decided_alike() throws IOException {
    List<RandomAccess> accesses =
        LongStream.range(FIRST_SEED, FIRST_SEED + ACCESSES).mapToObj(RandomPolicies::from).toList();
    List<String> answers = reference.ask(accesses.stream().map(RandomAccess::simulation).toList());

    List<String> unexplained = new ArrayList<>();
    int allowed = 0;
    int unclear = 0;
    int closed = 0;
    int direct = 0;
    int controlled = 0;
    for (int i = 0; i < ACCESSES; i++) {
      RandomAccess access = accesses.get(i);
      PolicyStack stack = access.stack();
      Decision decision = EVALUATOR.decide(stack, access.request());
      boolean wanted = isAllowed(answers.get(i), access);
      controlled += decision.explanation().contains("resource control policy") ? 1 : 0;
      boolean open = hasUnclear(stack, access.request());
      allowed += decision.allowed() ? 1 : 0;
      unclear += open ? 1 : 0;
      if (decision.allowed() == wanted) {
        continue;
      }
      if (open && !decision.allowed()) {
        closed++;
      } else if (decision.allowed() && grantedPastTheSession(decision, stack, access.request())) {
        direct++;
      } else {
        unexplained.add(
            "seed %d: we say %s, the reference %s%n%s"
                .formatted(access.seed(), decision, answers.get(i), access.simulation()));
      }
    }

    System.out.printf(
        "IAM differential: %d accesses, %d allowed, %d with something unclear (%d closed where the"
            + " reference allows), %d granted past a session policy, %d denied by a resource control"
            + " policy first, %d unexplained%n",
        ACCESSES, allowed, unclear, closed, direct, controlled, unexplained.size());
    assertThat(unexplained).isEmpty();
    assertThat(allowed).as("both answers are common").isBetween(ACCESSES / 5, ACCESSES * 4 / 5);
    assertThat(unclear).as("few answers are not comparable").isLessThan(ACCESSES / 10);
  }

  /** One of every seven combinations, all of them with {@code -Plong}. */
  @Test
  void every_combination_of_policies_is_decided_alike() throws IOException {
    List<RandomAccess> accesses = new ArrayList<>();
    List<EvaluationMatrix.Combination> all = EvaluationMatrix.all();
    for (int i = 0; i < all.size(); i += Boolean.getBoolean("leasehold.long") ? 1 : 7) {
      accesses.add(all.get(i).access());
    }
    List<String> answers = reference.ask(accesses.stream().map(RandomAccess::simulation).toList());

    List<String> unexplained = new ArrayList<>();
    for (int i = 0; i < accesses.size(); i++) {
      RandomAccess access = accesses.get(i);
      Decision decision = EVALUATOR.decide(access.stack(), access.request());
      if (decision.allowed() != isAllowed(answers.get(i), access)
          && !(decision.allowed()
              && grantedPastTheSession(decision, access.stack(), access.request()))) {
        unexplained.add(
            "we say %s, the reference %s%n%s"
                .formatted(decision, answers.get(i), access.simulation()));
      }
    }
    System.out.printf(
        "IAM differential: %d of %d combinations, %d unexplained%n",
        accesses.size(), all.size(), unexplained.size());
    assertThat(unexplained).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(ExplainedDifference.class)
  void what_differs_is_as_explained(ExplainedDifference difference) throws IOException {
    RandomAccess access = difference.access();
    String answer = reference.ask(List.of(access.simulation())).get(0);

    assertThat(EVALUATOR.decide(access.stack(), access.request()).allowed())
        .isEqualTo(difference.allowed());
    assertThat(isAllowed(answer, access))
        .as("if they agree by now, compare it at random and drop the explanation")
        .isNotEqualTo(difference.allowed());
  }

  private static boolean isAllowed(String answer, RandomAccess access) {
    assertThat(answer)
        .as("the reference understands seed %d: %s", access.seed(), access.simulation())
        .isIn("Allowed", "ImplicitlyDenied", "ExplicitlyDenied");
    return answer.equals("Allowed");
  }

  /** Whether some statement hinges on what AWS does not document: it then counts against access. */
  private static boolean hasUnclear(PolicyStack stack, AccessRequest request) {
    return Stream.of(
            stack.identity().stream(),
            Stream.ofNullable(stack.boundary()),
            Stream.ofNullable(stack.session()),
            stack.resource().stream(),
            stack.serviceControl().stream().flatMap(List::stream),
            stack.resourceControl().stream())
        .flatMap(policies -> policies)
        .flatMap(policy -> policy.statements().stream())
        .anyMatch(
            s ->
                s.fitsAction(request).and(s.fitsResource(request)).and(s.fitsConditions(request))
                    == Fit.UNCLEAR);
  }

  /** {@link ExplainedDifference#SESSION_NAMED_PAST_ITS_SESSION_POLICY}, at random. */
  private static boolean grantedPastTheSession(
      Decision decision, PolicyStack stack, AccessRequest request) {
    return stack.session() != null
        && decision.explanation().contains("names the caller directly")
        && !EVALUATOR
            .decide(PolicyStack.builder().identity(stack.session()).build(), request)
            .allowed();
  }
}
