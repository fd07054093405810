package io.leasehold.isolation.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.leasehold.isolation.aws.client.TenantClients;
import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.scope.ApiRouteScope;
import io.leasehold.isolation.aws.scope.AwsPlace;
import io.leasehold.isolation.aws.scope.BedrockProfileScope;
import io.leasehold.isolation.aws.scope.CustomScope;
import io.leasehold.isolation.aws.scope.DatabaseUserScope;
import io.leasehold.isolation.aws.scope.DynamoDbCompositeScope;
import io.leasehold.isolation.aws.scope.DynamoDbPooledScope;
import io.leasehold.isolation.aws.scope.DynamoDbSiloScope;
import io.leasehold.isolation.aws.scope.EventBusScope;
import io.leasehold.isolation.aws.scope.Grant;
import io.leasehold.isolation.aws.scope.KinesisStreamScope;
import io.leasehold.isolation.aws.scope.KmsContextScope;
import io.leasehold.isolation.aws.scope.LambdaFunctionScope;
import io.leasehold.isolation.aws.scope.ParameterScope;
import io.leasehold.isolation.aws.scope.S3AccessPointScope;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import io.leasehold.isolation.aws.scope.SearchDomainScope;
import io.leasehold.isolation.aws.scope.SecretScope;
import io.leasehold.isolation.aws.scope.SesTenantScope;
import io.leasehold.isolation.aws.scope.SnsTopicScope;
import io.leasehold.isolation.aws.scope.SqsQueueScope;
import io.leasehold.isolation.aws.scope.TenantResourceScope;
import io.leasehold.isolation.aws.scope.UserPoolScope;
import io.leasehold.isolation.aws.scope.VectorIndexScope;
import io.leasehold.isolation.silo.ExternalId;
import io.leasehold.isolation.silo.SiloFinding;
import io.leasehold.isolation.silo.SiloRole;
import io.leasehold.isolation.silo.SiloRoleInspector;
import io.leasehold.isolation.silo.SiloRoleNames;
import io.leasehold.isolation.testkit.http.AwsFacts;
import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The kit passes what holds, and fails visibly, by the number of the attack, where it does not. */
class IsolationTckTest {

  private static final AwsPlace PLACE = new AwsPlace("aws", "eu-central-1", "111111111111");
  private static final String TABLE = "arn:aws:dynamodb:eu-central-1:111111111111:table/notes";

  static Stream<Arguments> wholeBlueprints() {
    return Stream.of(
        Arguments.of(
            Data.class,
            "D01 D02 D03 D04 D05 D06 D07 D08 D09 D10 D11 D13 D20 D21 D22 D23 D24 D25 D26 D27"),
        Arguments.of(MessagesAndSecrets.class, "D30 D31 D32 D33 D34 D35 D41"),
        Arguments.of(Others.class, "D37 D38 D39 D40 D42"),
        Arguments.of(ByTag.class, "D36 D43 D44"));
  }

  @ParameterizedTest
  @MethodSource("wholeBlueprints")
  void everyScopeOfTheLibraryStandsUpToTheAttacksOnIt(Class<?> test, String onServices) {
    Events tests = run(test);
    assertThat(failed(tests)).isEmpty();
    assertThat(names(tests))
        .contains("A01", "A14", "A22", "B01", "B16", "C06", "C12")
        .contains(onServices.split(" "));
  }

  @Test
  void servicesThatABlueprintHasNothingOfAreNotAttacked() {
    assertThat(names(run(LabsIsolationTest.class)))
        .contains("D01", "D20", "D30")
        .doesNotContain("D37");
  }

  @Test
  void aTableWhoseKeysAreTakenForAPatternFails() {
    assertThat(failed(run(NeighboursTable.class)))
        .contains("A14", "D04", "D05", "D06")
        .doesNotContain("A01", "D07", "D09");
  }

  @Test
  void aTableWithoutTheNullGuardFails() {
    assertThat(failed(run(UnguardedTable.class)))
        .contains("A14", "B01", "B05", "B06", "D01", "D09");
  }

  @Test
  void aBucketWhoseSlashIsMissingFails() {
    assertThat(failed(run(SlashlessBucket.class))).contains("A14", "D20", "D21", "D22", "D23");
  }

  @Test
  void codeThatDoesWhatABrokenBlueprintAllowsFails() {
    assertThat(failed(run(CodeOnNeighboursTable.class)))
        .contains("E22")
        .doesNotContain("E01", "E05");
  }

  @Test
  void codeThatKeepsTheFirstTenantsClientFails() {
    assertThat(failed(run(CodeThatKeepsAClient.class))).contains("E05", "E13");
  }

  @Test
  void codeThatSignsWithOtherCredentialsFails() {
    assertThat(failed(run(CodeOfThePlatform.class))).contains("E01", "E05", "E22");
  }

  @Test
  void codeThatTakesTheCredentialsOfWhoeverOwnsTheDataFails() {
    assertThat(failed(run(CodeThatVendsForTheOwner.class))).containsExactly("E22");
  }

  @Test
  void codeThatMakesNoRequestIsNotTakenForIsolated() {
    assertThat(failed(run(CodeThatDoesNothing.class))).contains("E01");
  }

  @Test
  void codeThatTheBlueprintDoesNotAllowFails() {
    assertThat(failed(run(CodeThatScans.class))).contains("E01").doesNotContain("E22");
  }

  @Test
  void aRoleThatTrustsEverybodyFails() {
    assertThat(failed(run(RoleForEverybody.class)))
        .contains("F01", "F02", "F06")
        .doesNotContain("F08");
  }

  private static Events run(Class<?> test) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(test))
        .execute()
        .testEvents();
  }

  private static Set<String> names(Events tests) {
    return ids(tests.started());
  }

  private static Set<String> failed(Events tests) {
    return ids(tests.failed());
  }

  private static Set<String> ids(Events events) {
    return events.stream()
        .map((Event event) -> event.getTestDescriptor().getDisplayName().substring(0, 3))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static IsolationBlueprint blueprint(TenantResourceScope... scopes) {
    return new IsolationBlueprint("notes", PLACE, List.of(scopes));
  }

  /** What belongs to whom as the scope says, with another grant. */
  private static IsolationBlueprint broken(TenantResourceScope whole, Grant... grants) {
    return blueprint(new CustomScope("broken", List.of(grants), whole.ownership(PLACE)));
  }

  static class Data implements IsolationTck {
    @Override
    public IsolationBlueprint blueprint() {
      return IsolationTckTest.blueprint(
          DynamoDbPooledScope.table("items"),
          DynamoDbCompositeScope.table("parts"),
          DynamoDbSiloScope.prefixed("orders_"),
          S3PrefixScope.bucket("content").under("tenants/"),
          S3AccessPointScope.prefixed("data-"));
    }
  }

  static class MessagesAndSecrets implements IsolationTck {
    @Override
    public IsolationBlueprint blueprint() {
      return IsolationTckTest.blueprint(
          SqsQueueScope.prefixed("orders-"),
          SnsTopicScope.prefixed("news-"),
          EventBusScope.of("app", "app."),
          SecretScope.under("app/"),
          ParameterScope.under("app/"),
          KmsContextScope.key("1234abcd-12ab-34cd-56ef-1234567890ab"),
          KinesisStreamScope.prefixed("events-"));
    }
  }

  static class Others implements IsolationTck {
    @Override
    public IsolationBlueprint blueprint() {
      return IsolationTckTest.blueprint(
          SesTenantScope.from("example.com"),
          LambdaFunctionScope.prefixed("orders_"),
          new ApiRouteScope("a1b2c3d4e5", "prod", "t/"),
          SearchDomainScope.prefixed("search-"),
          DatabaseUserScope.of("cluster-ABCDEFGH", "t_"));
    }
  }

  static class ByTag implements IsolationTck {
    @Override
    public IsolationBlueprint blueprint() {
      return IsolationTckTest.blueprint(
          new BedrockProfileScope(), VectorIndexScope.bucket("vectors"), new UserPoolScope());
    }
  }

  static class NeighboursTable implements IsolationTck {
    @Override
    public IsolationBlueprint blueprint() {
      return broken(
          DynamoDbPooledScope.table("notes"),
          new Grant(
              List.of(
                  "dynamodb:GetItem",
                  "dynamodb:Query",
                  "dynamodb:BatchGetItem",
                  "dynamodb:BatchWriteItem",
                  "dynamodb:ConditionCheckItem"),
              List.of(TABLE),
              Map.of(
                  "ForAllValues:StringLike", Map.of("dynamodb:LeadingKeys", "{T}*"),
                  "Null", Map.of("dynamodb:LeadingKeys", "false"))));
    }
  }

  static class UnguardedTable implements IsolationTck {
    @Override
    public IsolationBlueprint blueprint() {
      return broken(
          DynamoDbPooledScope.table("notes"),
          new Grant(
              List.of("dynamodb:GetItem", "dynamodb:Scan", "dynamodb:CreateBackup"),
              List.of(TABLE),
              Map.of("ForAllValues:StringEquals", Map.of("dynamodb:LeadingKeys", "{T}"))));
    }
  }

  static class SlashlessBucket implements IsolationTck {
    @Override
    public IsolationBlueprint blueprint() {
      return broken(
          S3PrefixScope.bucket("notes"),
          new Grant(
              List.of("s3:GetObject", "s3:PutObject"),
              List.of("arn:aws:s3:::notes/{T}*"),
              Map.of()),
          new Grant(
              List.of("s3:ListBucket"),
              List.of("arn:aws:s3:::notes"),
              Map.of("StringLike", Map.of("s3:prefix", "{T}*"))));
    }
  }

  private static void readsANote(DynamoDbClient table, TenantId owner) {
    table.getItem(r -> r.tableName("notes").key(Map.of("pk", AttributeValue.fromS(owner.value()))));
  }

  interface OnNotes extends IsolationTck {
    @Override
    default IsolationBlueprint blueprint() {
      return IsolationTckTest.blueprint(DynamoDbPooledScope.table("notes"));
    }

    @Override
    default AwsFacts facts() {
      return AwsFacts.builder().table("notes", "pk").build();
    }
  }

  static class CodeOnNeighboursTable extends NeighboursTable {
    @Override
    public AwsFacts facts() {
      return AwsFacts.builder().table("notes", "pk").build();
    }

    @TenantCode("reads a note")
    void reads(TenantAws aws, TenantId owner) {
      readsANote(aws.client(DynamoDbClient.builder()), owner);
    }
  }

  static class CodeThatKeepsAClient implements OnNotes {
    private final AtomicReference<DynamoDbClient> kept = new AtomicReference<>();

    @TenantCode("reads a note")
    void reads(TenantAws aws, TenantId owner) {
      kept.compareAndSet(null, aws.client(DynamoDbClient.builder()));
      readsANote(kept.get(), owner);
    }
  }

  static class CodeOfThePlatform implements OnNotes {
    @TenantCode("reads a note")
    void reads(TenantAws aws, TenantId owner) {
      readsANote(
          DynamoDbClient.builder()
              .region(aws.region())
              .httpClient(aws.httpClient())
              .credentialsProvider(
                  StaticCredentialsProvider.create(
                      AwsBasicCredentials.create("AKIAPLATFORM", "secret")))
              .build(),
          owner);
    }
  }

  static class CodeThatVendsForTheOwner implements OnNotes {
    @TenantCode("reads a note")
    void reads(TenantAws aws, TenantId owner) {
      readsANote(
          DynamoDbClient.builder()
              .region(aws.region())
              .httpClient(aws.httpClient())
              .credentialsProvider(TenantClients.over(aws.vendor()).identityOf(owner))
              .build(),
          owner);
    }
  }

  static class CodeThatDoesNothing implements OnNotes {
    @TenantCode("reads a note")
    void reads(TenantAws aws, TenantId owner) {}
  }

  static class CodeThatScans implements OnNotes {
    @TenantCode("reads a note")
    void reads(TenantAws aws, TenantId owner) {
      aws.client(DynamoDbClient.builder()).scan(r -> r.tableName("notes"));
    }
  }

  static class RoleForEverybody implements OnNotes {
    @Override
    public Optional<List<SiloFinding>> siloFindings() {
      String trust =
          """
          {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},
           "Action":"sts:AssumeRole"}}""";
      SiloRole role =
          new SiloRole(
              "arn:aws:iam::111111111111:role/tenant_acme",
              trust,
              List.of(),
              Optional.empty(),
              Map.of("tenant", "acme"),
              Duration.ofHours(1));
      return Optional.of(
          SiloRoleInspector.builder(SiloRoleNames.prefixed("tenant_"), blueprint())
              .trusts("arn:aws:iam::999999999999:role/Platform")
              .externalIds(tenant -> new ExternalId("ext-" + tenant))
              .boundary("arn:aws:iam::111111111111:policy/tenant-boundary")
              .build()
              .inspect(attacker(), role));
    }
  }
}
