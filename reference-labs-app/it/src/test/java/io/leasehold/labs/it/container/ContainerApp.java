package io.leasehold.labs.it.container;

import io.leasehold.tenancy.jakarta.TenantThreadContextProvider;
import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.concurrent.ContextServiceDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The smallest application with the SDK in it. */
@ApplicationPath("/api")
@DeclareRoles({"learner", "operator"})
@ContextServiceDefinition(
    name = ContainerApp.CONTEXT,
    propagated = {TenantThreadContextProvider.TYPE, ContextServiceDefinition.APPLICATION},
    cleared = ContextServiceDefinition.ALL_REMAINING)
@ManagedExecutorDefinition(name = ContainerApp.EXECUTOR, context = ContainerApp.CONTEXT)
public class ContainerApp extends Application {

  static final String CONTEXT = "java:app/tenancy/Context";
  static final String EXECUTOR = "java:app/tenancy/Executor";
}
