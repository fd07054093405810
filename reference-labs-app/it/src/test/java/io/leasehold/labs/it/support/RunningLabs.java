package io.leasehold.labs.it.support;

import io.leasehold.labs.demo.LabsEnvironment;
import io.leasehold.labs.demo.LabsOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one product that they share: one node and everything around it. */
public final class RunningLabs implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LabsEnvironment.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .computeIfAbsent(Shared.class, key -> new Shared(), Shared.class)
        .labs;
  }

  /** Lives as long as the tests do. */
  private static final class Shared implements AutoCloseable {

    private final LabsEnvironment labs =
        LabsEnvironment.start(
            LabsOptions.onFreePorts(Path.of("target", "labs-shared").toAbsolutePath())
                .withSetting("LABS_POOL_TARGET", "2")
                .withSetting("LABS_POOL_MAX", "6")
                .withSetting("LABS_POOL_POLL", "500ms")
                .withSetting("LABS_REGISTRY_CACHE", "1s")
                .withProgress(System.out::println));

    @Override
    public void close() {
      labs.close();
    }
  }
}
