package io.leasehold.provisioning.account.aws;

import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.spi.AccountFactory;
import io.leasehold.provisioning.account.spi.Creation;
import io.leasehold.provisioning.account.spi.NewAccount;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.ConcurrentModificationException;
import software.amazon.awssdk.services.organizations.model.ConstraintViolationException;
import software.amazon.awssdk.services.organizations.model.CreateAccountRequest;
import software.amazon.awssdk.services.organizations.model.CreateAccountState;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatus;
import software.amazon.awssdk.services.organizations.model.FinalizingOrganizationException;
import software.amazon.awssdk.services.organizations.model.ServiceException;
import software.amazon.awssdk.services.organizations.model.TooManyRequestsException;

/**
 * Creates accounts with Organizations. Quotas, throttles and other people's changes are {@link
 * Creation.Later}; a reason that names the request itself is {@link Creation.Refused}. Thread-safe.
 */
public final class OrganizationsAccountFactory implements AccountFactory {

  private final OrganizationsClient organizations;

  /** Creates with this client, which signs as a principal of the management account. */
  public OrganizationsAccountFactory(OrganizationsClient organizations) {
    this.organizations = Objects.requireNonNull(organizations, "organizations");
  }

  @Override
  public Creation request(NewAccount account) {
    try {
      CreateAccountRequest wish =
          CreateAccountRequest.builder()
              .email(account.email())
              .accountName(account.name())
              .roleName(LabLayout.ADMIN_ROLE)
              .build();
      return answer(organizations.createAccount(wish).createAccountStatus());
    } catch (TooManyRequestsException | ConcurrentModificationException | ServiceException e) {
      return new Creation.Later(e.awsErrorDetails().errorCode(), false);
    } catch (FinalizingOrganizationException e) {
      return new Creation.Later(e.awsErrorDetails().errorCode(), true);
    } catch (ConstraintViolationException e) {
      return CreationFailures.constraint(String.valueOf(e.reasonAsString()));
    }
  }

  @Override
  public Creation progress(String ticket) {
    return answer(
        organizations
            .describeCreateAccountStatus(r -> r.createAccountRequestId(ticket))
            .createAccountStatus());
  }

  /** Creations first: one that ends between the two questions is then found as an account. */
  @Override
  public Optional<Creation> find(NewAccount account) {
    Optional<Creation> underWay =
        organizations
            .listCreateAccountStatusPaginator(r -> r.states(CreateAccountState.IN_PROGRESS))
            .stream()
            .flatMap(page -> page.createAccountStatuses().stream())
            .filter(status -> account.name().equals(status.accountName()))
            .findFirst()
            .map(status -> new Creation.InProgress(status.id()));
    return underWay.isPresent() ? underWay : existing(account);
  }

  private Optional<Creation> existing(NewAccount account) {
    return organizations.listAccountsPaginator().stream()
        .flatMap(page -> page.accounts().stream())
        .filter(a -> account.email().equalsIgnoreCase(a.email()))
        .filter(a -> account.name().equals(a.name()))
        .findFirst()
        .map(a -> new Creation.Succeeded(AccountId.of(a.id())));
  }

  private static Creation answer(CreateAccountStatus status) {
    return switch (status.state()) {
      case SUCCEEDED -> new Creation.Succeeded(AccountId.of(status.accountId()));
      case FAILED -> CreationFailures.failed(status.failureReasonAsString());
      default -> new Creation.InProgress(status.id());
    };
  }
}
