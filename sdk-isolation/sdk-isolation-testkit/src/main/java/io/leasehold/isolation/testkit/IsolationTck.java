package io.leasehold.isolation.testkit;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.silo.SiloFinding;
import io.leasehold.isolation.testkit.http.AwsFacts;
import io.leasehold.isolation.testkit.http.OfflineAnswers;
import io.leasehold.tenancy.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Attacks a blueprint, and the code that works under it, as one tenant against another. Implement
 * it in a test class; the attacks appear as its tests, by their numbers in the list of attacks.
 *
 * <pre>{@code
 * class LabsIsolationTest implements IsolationTck {
 *
 *   public IsolationBlueprint blueprint() {
 *     return Labs.BLUEPRINT;
 *   }
 *
 *   @TenantCode("reads a note")
 *   void readsANote(TenantAws aws, TenantId owner) {
 *     new Notes(aws.client(DynamoDbClient.builder())).read(owner, "n1");
 *   }
 * }
 * }</pre>
 *
 * <p>Nothing reaches AWS and no AWS account is needed: requests are decided by {@code
 * IamEvaluator}.
 */
public interface IsolationTck {

  /** What your tenants may touch: the blueprint that you vend credentials on. */
  IsolationBlueprint blueprint();

  /** Whose credentials the attacks have. */
  default TenantId attacker() {
    return TenantId.of("acme");
  }

  /** Whose data they are after; by default somebody whose id begins with the attacker's. */
  default TenantId victim() {
    return TenantId.of("acme-eu");
  }

  /** What AWS knows and requests do not tell, such as the partition keys of tables. */
  default AwsFacts facts() {
    return AwsFacts.none();
  }

  /** What AWS answers to requests that are allowed; by default successes that say nothing. */
  default OfflineAnswers answers() {
    return OfflineAnswers.nothing();
  }

  /**
   * What a {@code SiloRoleInspector} finds about the roles that belong to one tenant each; empty if
   * there are no such roles.
   */
  default Optional<List<SiloFinding>> siloFindings() {
    return Optional.empty();
  }

  /** The attacks. */
  @TestFactory
  default Stream<DynamicNode> attacks() {
    return Attacks.on(this).stream();
  }
}
