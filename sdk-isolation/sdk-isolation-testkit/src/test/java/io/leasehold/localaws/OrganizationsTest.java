package io.leasehold.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.AccessDeniedException;
import software.amazon.awssdk.services.organizations.model.AccountAlreadyClosedException;
import software.amazon.awssdk.services.organizations.model.AccountNotFoundException;
import software.amazon.awssdk.services.organizations.model.AccountStatus;
import software.amazon.awssdk.services.organizations.model.CreateAccountState;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatus;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatusNotFoundException;
import software.amazon.awssdk.services.organizations.model.DestinationParentNotFoundException;
import software.amazon.awssdk.services.organizations.model.DuplicateAccountException;
import software.amazon.awssdk.services.organizations.model.DuplicateOrganizationalUnitException;
import software.amazon.awssdk.services.organizations.model.InvalidInputException;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnitNotEmptyException;
import software.amazon.awssdk.services.organizations.model.SourceParentNotFoundException;
import software.amazon.awssdk.services.organizations.model.TooManyRequestsException;
import software.amazon.awssdk.services.sts.model.StsException;

@SuppressWarnings("unchecked") // the SDK takes arrays of consumers
class OrganizationsTest {

  private static final Duration INSTANT = Duration.ofMillis(1);
  private final ShiftedClock clock = new ShiftedClock();
  private LocalAws aws;
  private OrganizationsClient organizations;

  @BeforeEach
  void start() {
    aws =
        LocalAws.builder()
            .clock(clock)
            .createAccountTakes(Duration.ofHours(1))
            .closeAccountTakes(Duration.ofHours(1))
            .accountLimit(8)
            .start();
    organizations = withoutRetries(aws);
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  private static OrganizationsClient withoutRetries(LocalAws aws) {
    return Clients.management(aws)
        .configured(OrganizationsClient.builder())
        .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))
        .build();
  }

  private String request(String email) {
    return organizations
        .createAccount(r -> r.accountName("lab").email(email))
        .createAccountStatus()
        .id();
  }

  private CreateAccountStatus status(String id) {
    return organizations
        .describeCreateAccountStatus(r -> r.createAccountRequestId(id))
        .createAccountStatus();
  }

  private String create(String email) {
    String id = request(email);
    clock.advance(Duration.ofHours(1).plus(INSTANT));
    return status(id).accountId();
  }

  private String unit(String parent, String name) {
    return organizations
        .createOrganizationalUnit(r -> r.parentId(parent).name(name))
        .organizationalUnit()
        .id();
  }

  @Test
  void creating_an_account_takes_its_time() {
    String id = request("a@example.com");

    assertThat(id).matches("car-[a-z0-9]{8,32}");
    assertThat(status(id).state()).isEqualTo(CreateAccountState.IN_PROGRESS);
    assertThat(status(id).accountId()).isNull();

    clock.advance(Duration.ofMinutes(61));

    assertThat(status(id).state()).isEqualTo(CreateAccountState.SUCCEEDED);
    assertThat(status(id).accountId()).matches("\\d{12}");
    assertThat(status(id).completedTimestamp()).isAfter(status(id).requestedTimestamp());
  }

  @Test
  void an_email_address_can_be_used_once() {
    create("a@example.com");
    String again = request("A@example.com");
    clock.advance(Duration.ofMinutes(61));

    assertThat(status(again).state()).isEqualTo(CreateAccountState.FAILED);
    assertThat(status(again).failureReasonAsString()).isEqualTo("EMAIL_ALREADY_EXISTS");
  }

  @Test
  void of_two_requests_with_one_address_one_succeeds() {
    String first = request("a@example.com");
    String second = request("a@example.com");
    clock.advance(Duration.ofMinutes(61));

    assertThat(status(first).state()).isEqualTo(CreateAccountState.SUCCEEDED);
    assertThat(status(second).failureReasonAsString()).isEqualTo("EMAIL_ALREADY_EXISTS");
  }

  @Test
  void a_sixth_creation_at_once_is_refused() {
    IntStream.range(0, 5).forEach(i -> request("a" + i + "@example.com"));

    assertThatExceptionOfType(TooManyRequestsException.class)
        .isThrownBy(() -> request("a5@example.com"));

    clock.advance(Duration.ofMinutes(61));

    assertThat(request("a5@example.com")).startsWith("car-");
  }

  @Test
  void the_account_limit_counts_the_management_account() {
    IntStream.range(0, 7).forEach(i -> create("a" + i + "@example.com"));
    String eighth = request("a7@example.com");
    clock.advance(Duration.ofMinutes(61));

    assertThat(status(eighth).failureReasonAsString()).isEqualTo("ACCOUNT_LIMIT_EXCEEDED");
    assertThat(organizations.listAccounts().accounts()).hasSize(8);
  }

  @ParameterizedTest
  @EnumSource(CreateAccountFailure.class)
  void every_published_failure_can_be_had(CreateAccountFailure reason) {
    aws.faults().failNextCreateAccount(reason);
    String id = request("a@example.com");
    clock.advance(Duration.ofMinutes(61));

    assertThat(status(id).state()).isEqualTo(CreateAccountState.FAILED);
    assertThat(status(id).failureReasonAsString()).isEqualTo(reason.name());
    assertThat(create("a@example.com")).isNotNull();
  }

  @Test
  void an_address_that_is_none_is_refused_at_once() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> request("nobody"))
        .satisfies(e -> assertThat(e.reasonAsString()).isEqualTo("INVALID_PATTERN"));
    assertThatExceptionOfType(CreateAccountStatusNotFoundException.class)
        .isThrownBy(() -> status("car-0123456789"));
  }

  @Test
  void requests_are_listed_by_state() {
    request("a@example.com");

    assertThat(
            organizations
                .listCreateAccountStatus(r -> r.states(CreateAccountState.IN_PROGRESS))
                .createAccountStatuses())
        .hasSize(1);
    assertThat(
            organizations
                .listCreateAccountStatus(r -> r.states(CreateAccountState.SUCCEEDED))
                .createAccountStatuses())
        .isEmpty();
  }

  @Test
  void the_organization_and_its_root_are_there() {
    var organization = organizations.describeOrganization().organization();

    assertThat(organization.id()).isEqualTo(aws.organizationId()).matches("o-[a-z0-9]{10}");
    assertThat(organization.masterAccountId()).isEqualTo(aws.managementAccountId());
    assertThat(organizations.listRoots().roots())
        .singleElement()
        .satisfies(root -> assertThat(root.id()).isEqualTo(aws.rootId()).matches("r-[a-z0-9]{4}"));
  }

  @Test
  void accounts_move_and_each_wrong_move_has_its_own_error() {
    String account = create("a@example.com");
    String pool = unit(aws.rootId(), "pool");

    organizations.moveAccount(
        r -> r.accountId(account).sourceParentId(aws.rootId()).destinationParentId(pool));

    assertThat(organizations.listParents(r -> r.childId(account)).parents())
        .singleElement()
        .satisfies(parent -> assertThat(parent.id()).isEqualTo(pool));
    assertThat(organizations.listAccountsForParent(r -> r.parentId(pool)).accounts())
        .extracting(a -> a.id())
        .containsExactly(account);
    assertThatExceptionOfType(DuplicateAccountException.class)
        .isThrownBy(() -> move(account, aws.rootId(), pool));
    assertThatExceptionOfType(SourceParentNotFoundException.class)
        .isThrownBy(() -> move(account, unit(aws.rootId(), "other"), aws.rootId()));
    assertThatExceptionOfType(DestinationParentNotFoundException.class)
        .isThrownBy(() -> move(account, pool, "ou-none-00000000"));
    assertThatExceptionOfType(AccountNotFoundException.class)
        .isThrownBy(() -> move("000000000000", pool, aws.rootId()));
  }

  private void move(String account, String from, String to) {
    organizations.moveAccount(
        r -> r.accountId(account).sourceParentId(from).destinationParentId(to));
  }

  @Test
  void units_form_a_tree_of_five_levels() {
    String parent = aws.rootId();
    for (int depth = 1; depth <= 5; depth++) {
      parent = unit(parent, "level");
    }
    String deepest = parent;
    String first =
        organizations
            .listOrganizationalUnitsForParent(r -> r.parentId(aws.rootId()))
            .organizationalUnits()
            .get(0)
            .id();

    assertThatExceptionOfType(
            software.amazon.awssdk.services.organizations.model.ConstraintViolationException.class)
        .isThrownBy(() -> unit(deepest, "level"));
    assertThatExceptionOfType(DuplicateOrganizationalUnitException.class)
        .isThrownBy(() -> unit(aws.rootId(), "level"));
    assertThatExceptionOfType(OrganizationalUnitNotEmptyException.class)
        .isThrownBy(
            () -> organizations.deleteOrganizationalUnit(r -> r.organizationalUnitId(first)));
    organizations.deleteOrganizationalUnit(r -> r.organizationalUnitId(deepest));
    assertThat(
            organizations
                .describeOrganizationalUnit(r -> r.organizationalUnitId(first))
                .organizationalUnit()
                .name())
        .isEqualTo("level");
  }

  @Test
  void long_lists_come_in_pages_of_twenty() {
    IntStream.range(0, 21).forEach(i -> unit(aws.rootId(), "unit " + i));

    var first = organizations.listOrganizationalUnitsForParent(r -> r.parentId(aws.rootId()));

    assertThat(first.organizationalUnits()).hasSize(20);
    assertThat(first.nextToken()).isNotNull();
    assertThat(
            organizations
                .listOrganizationalUnitsForParentPaginator(r -> r.parentId(aws.rootId()))
                .stream()
                .flatMap(page -> page.organizationalUnits().stream()))
        .hasSize(21);
  }

  @Test
  void accounts_and_units_carry_tags() {
    String account = create("a@example.com");

    organizations.tagResource(
        r ->
            r.resourceId(account)
                .tags(t -> t.key("pool").value("labs"), t -> t.key("x").value("")));
    organizations.untagResource(r -> r.resourceId(account).tagKeys("x"));

    assertThat(organizations.listTagsForResource(r -> r.resourceId(account)).tags())
        .singleElement()
        .satisfies(tag -> assertThat(tag.value()).isEqualTo("labs"));
  }

  @Test
  void closing_an_account_takes_its_time_and_shuts_everybody_out() {
    String account = create("a@example.com");
    Clients member = Clients.management(aws).assume(Accounts.roleArn(account), "s1");

    organizations.closeAccount(r -> r.accountId(account));

    assertThat(state(account)).isEqualTo(AccountStatus.PENDING_CLOSURE);
    assertThatExceptionOfType(AccountAlreadyClosedException.class)
        .isThrownBy(() -> organizations.closeAccount(r -> r.accountId(account)));

    clock.advance(Duration.ofMinutes(61));
    Clients late = Clients.management(aws);

    assertThat(state(account)).isEqualTo(AccountStatus.SUSPENDED);
    assertThatExceptionOfType(StsException.class)
        .isThrownBy(() -> late.assume(Accounts.roleArn(account), "s2"));
    assertThatExceptionOfType(software.amazon.awssdk.awscore.exception.AwsServiceException.class)
        .isThrownBy(() -> member.s3().listBuckets());
  }

  private AccountStatus state(String account) {
    return organizations.describeAccount(r -> r.accountId(account)).account().status();
  }

  @Test
  void a_member_account_may_not_manage_the_organization() {
    String account = create("a@example.com");
    Clients member = Clients.management(aws).assume(Accounts.roleArn(account), "s1");

    assertThat(member.organizations().describeOrganization().organization().id())
        .isEqualTo(aws.organizationId());
    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(() -> member.organizations().listAccounts());
  }

  @Test
  void the_bucket_throttles_whoever_asks_too_often() {
    try (LocalAws slow =
        LocalAws.builder()
            .clock(java.time.Clock.fixed(java.time.Instant.now(), java.time.ZoneOffset.UTC))
            .organizationsRequestsPerSecond(3)
            .start()) {
      OrganizationsClient impatient = withoutRetries(slow);
      IntStream.range(0, 3).forEach(i -> impatient.listRoots());

      assertThatExceptionOfType(TooManyRequestsException.class).isThrownBy(impatient::listRoots);
    }
  }
}
