package io.leasehold.labs.platform;

import io.leasehold.tenancy.jakarta.TenantAuthenticationMechanism;
import jakarta.enterprise.context.ApplicationScoped;

/** Opts in to the SDK's authentication: bearer tokens of the tenants' issuers. */
@ApplicationScoped
public class LabsAuthentication extends TenantAuthenticationMechanism {}
