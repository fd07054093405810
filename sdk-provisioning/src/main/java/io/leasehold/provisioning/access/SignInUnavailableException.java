package io.leasehold.provisioning.access;

import io.leasehold.provisioning.ProvisioningException;
import org.jspecify.annotations.Nullable;

/** The sign-in endpoint of the console did not give a token. Trying again may help. */
public final class SignInUnavailableException extends ProvisioningException {

  SignInUnavailableException(String why, @Nullable Throwable cause) {
    super(
        "LH-PRV-302",
        "The console sign-in endpoint gave no token: "
            + why
            + ". Try again; the lease is not affected.",
        cause == null ? new IllegalStateException(why) : cause);
  }
}
