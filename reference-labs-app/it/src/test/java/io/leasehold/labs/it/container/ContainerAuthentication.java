package io.leasehold.labs.it.container;

import io.leasehold.tenancy.jakarta.TenantAuthenticationMechanism;
import jakarta.enterprise.context.ApplicationScoped;

/** Opts in to tokens of several issuers. */
@ApplicationScoped
public class ContainerAuthentication extends TenantAuthenticationMechanism {}
