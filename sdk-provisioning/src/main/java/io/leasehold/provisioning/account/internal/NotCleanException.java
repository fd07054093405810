package io.leasehold.provisioning.account.internal;

import io.leasehold.provisioning.ProvisioningException;
import io.leasehold.provisioning.account.AccountId;
import java.util.List;

/** An account is not clean yet; the step is tried again as often as the settings say. */
final class NotCleanException extends ProvisioningException {

  NotCleanException(AccountId account, List<String> findings) {
    super(
        "LH-PRV-212",
        "Account "
            + account
            + " is not clean: "
            + String.join("; ", findings.subList(0, Math.min(5, findings.size())))
            + (findings.size() > 5 ? "; and " + (findings.size() - 5) + " more" : "")
            + ".");
  }
}
