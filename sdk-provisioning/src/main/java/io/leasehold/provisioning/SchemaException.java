package io.leasehold.provisioning;

/** The tables exist and the platform role did not get its rights. */
public final class SchemaException extends ProvisioningException {

  SchemaException(String role, Throwable cause) {
    super(
        "LH-PRV-001",
        "The role "
            + role
            + " did not get its rights on schema "
            + ProvisioningSchema.NAME
            + ". Check that the role exists and that the migrating role owns the schema.",
        cause);
  }
}
