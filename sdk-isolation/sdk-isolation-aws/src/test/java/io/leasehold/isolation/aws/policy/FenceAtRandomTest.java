package io.leasehold.isolation.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.EveryScope;
import io.leasehold.isolation.aws.scope.AwsPlace;
import io.leasehold.isolation.aws.scope.Grant;
import io.leasehold.isolation.aws.scope.TenantResourceScope;
import io.leasehold.isolation.catalogue.ActionCatalogue;
import io.leasehold.isolation.catalogue.CatalogueAction;
import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.tenancy.TenantId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Blueprints of scopes at random, asked for things at random while a resource policy opens
 * everything to everybody: behind the fence a session gets what its grants allow, no less, and no
 * more but for other actions on what is wholly the tenant's own.
 */
class FenceAtRandomTest {

  private static final int SEEDS = Boolean.getBoolean("leasehold.long") ? 1_000 : 60;
  private static final int REQUESTS = 200;
  private static final TenantId ACME = TenantId.of("acme");
  private static final String SESSION = "arn:aws:sts::111111111111:assumed-role/Labs/t-acme";
  private static final AwsPlace PLACE = new AwsPlace("aws", "eu-central-1", "111111111111");
  private static final PolicyDocument ALL =
      PolicyDocument.parse(
          "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");
  private static final PolicyDocument OPEN =
      PolicyDocument.parse(
          "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}}");
  private static final List<String> NAMES =
      List.of("acme", "globex", "acme-eu", "", "acme/x", "x#y", "*");
  private static final List<String> VALUES =
      List.of("acme", "globex", "acme/k", "acme#1", "app.acme", "app.globex", "", "tenant", "x");

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @Tag("attack-C02")
  @Tag("attack-C04")
  void behind_the_fence_is_what_the_grants_allow(long seed) {
    Random random = new Random(seed);
    List<TenantResourceScope> scopes = new ArrayList<>(EveryScope.all().toList());
    Collections.shuffle(scopes, random);
    scopes = scopes.subList(0, 1 + random.nextInt(4));
    PolicyDocument open = policy(scopes, false);
    PolicyDocument fenced;
    try {
      fenced = policy(scopes, true);
    } catch (PolicyPlanException unfenceable) {
      assertThat(unfenceable.reason()).isEqualTo(PolicyPlanException.Reason.UNFENCEABLE);
      return;
    }
    List<Grant> grants = scopes.stream().flatMap(s -> s.grants(PLACE).stream()).toList();

    for (int i = 0; i < REQUESTS; i++) {
      AccessRequest request = request(random, grants);
      boolean granted = decide(open, request, false);
      boolean behind = decide(fenced, request, true);
      assertThat(behind)
          .as("%s behind %s", request, fenced)
          .isEqualTo(granted || (behind && wholly(grants, request)));
    }
  }

  /** Whether the resource is one that no grant shares out by conditions. */
  private static boolean wholly(List<Grant> grants, AccessRequest request) {
    Set<String> shared = new TreeSet<>();
    Set<String> own = new TreeSet<>();
    grants.forEach(g -> (g.conditions().isEmpty() ? own : shared).addAll(g.resources()));
    own.removeAll(shared);
    String resources = String.join("\",\"", own).replace("{T}", ACME.value());
    return !own.isEmpty()
        && decide(
            PolicyDocument.parse(
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":[\"%s\"]}}"
                    .formatted(resources)),
            request,
            false);
  }

  private static PolicyDocument policy(List<TenantResourceScope> scopes, boolean fenced) {
    return PolicyCompiler.template(new IsolationBlueprint("labs", PLACE, scopes, fenced, Set.of()))
        .of(ACME);
  }

  private static boolean decide(PolicyDocument session, AccessRequest request, boolean opened) {
    PolicyStack.Builder stack = PolicyStack.builder().identity(ALL).session(session);
    if (opened) {
      stack.resource(OPEN);
    }
    return new IamEvaluator().decide(stack.build(), request).allowed();
  }

  private static AccessRequest request(Random random, List<Grant> grants) {
    Grant grant = one(random, grants);
    String action =
        random.nextInt(3) > 0 ? one(random, grant.actions()) : neighbour(random, grant.actions());
    String resource = one(random, one(random, grants).resources());
    while (resource.contains("{T}")) {
      resource = resource.replaceFirst("\\{T}", one(random, NAMES));
    }
    while (resource.contains("*")) {
      String filled = List.of("", "a", "acme", "a/b", "globex_1").get(random.nextInt(5));
      resource = resource.replaceFirst("\\*", filled);
    }
    AccessRequest request =
        AccessRequest.of(SESSION, action, random.nextInt(20) == 0 ? "*" : resource);
    Set<String> keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    grants.forEach(one -> one.conditions().values().forEach(tests -> keys.addAll(tests.keySet())));
    for (String key : keys) {
      if (random.nextInt(4) > 0) {
        List<String> values = new ArrayList<>();
        for (int more = random.nextInt(4) / 3; more >= 0; more--) {
          values.add(one(random, VALUES));
        }
        request = request.with(key, values.toArray(String[]::new));
      }
    }
    return request;
  }

  private static String neighbour(Random random, List<String> actions) {
    return ActionCatalogue.bundled()
        .serviceOf(actions.get(0))
        .map(service -> one(random, List.copyOf(service.actions().values())))
        .map(CatalogueAction::name)
        .orElse("batch:DescribeJobs");
  }

  private static <T> T one(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
