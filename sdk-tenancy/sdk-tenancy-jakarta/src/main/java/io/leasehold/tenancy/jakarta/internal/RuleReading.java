package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.jakarta.CrossTenant;
import io.leasehold.tenancy.jakarta.PlatformScoped;
import io.leasehold.tenancy.jakarta.TenantFrom;
import io.leasehold.tenancy.jakarta.TenantOptional;
import io.leasehold.tenancy.jakarta.TenantRequired;
import io.leasehold.tenancy.jakarta.TenantRule;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the rule of a method off its annotations, once for each. */
public final class RuleReading {

  // By class, so that an undeployed application is not kept.
  private static final ClassValue<Map<Method, TenantRule>> KNOWN =
      new ClassValue<>() {
        @Override
        protected Map<Method, TenantRule> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  private static final ClassValue<Map<Method, List<TenantFrom>>> PARTS =
      new ClassValue<>() {
        @Override
        protected Map<Method, List<TenantFrom>> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  private RuleReading() {}

  /** The rule of the method, called on the class. */
  public static TenantRule of(Class<?> type, Method method) {
    Class<?> bean = Declared.behindProxy(type);
    return KNOWN.get(bean).computeIfAbsent(method, unused -> read(bean, method));
  }

  /** The parts of a request to the method that name the tenant: whoever says so, all of them. */
  public static List<TenantFrom> partsThatName(Class<?> type, Method method) {
    Class<?> bean = Declared.behindProxy(type);
    return PARTS
        .get(bean)
        .computeIfAbsent(
            method,
            unused ->
                Declared.places(bean, method)
                    .flatMap(
                        place ->
                            Arrays.stream(place.getDeclaredAnnotationsByType(TenantFrom.class)))
                    .distinct()
                    .toList());
  }

  /** What the package of the class says for all its classes. */
  public static TenantRule ofPackage(Class<?> type) {
    Package home = type.getPackage();
    return (home == null ? Optional.<TenantRule>empty() : at(home, home.getName()))
        .orElseGet(TenantRule.Unsaid::new);
  }

  private static TenantRule read(Class<?> bean, Method method) {
    String name = bean.getSimpleName() + "." + method.getName();
    return Declared.places(bean, method)
        .map(place -> at(place, name))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> ofPackage(bean));
  }

  private static Optional<TenantRule> at(AnnotatedElement place, String name) {
    List<TenantRule> said =
        Arrays.stream(place.getDeclaredAnnotations())
            .flatMap(annotation -> rule(annotation, name).stream())
            .toList();
    if (said.size() > 1) {
      throw new IllegalStateException(
          name + " says more than one thing about its tenant: " + said + "; keep one annotation");
    }
    return said.stream().findFirst();
  }

  private static Optional<TenantRule> rule(Annotation annotation, String name) {
    if (annotation instanceof TenantRequired) {
      return Optional.of(new TenantRule.Required());
    }
    if (annotation instanceof TenantOptional) {
      return Optional.of(new TenantRule.ForEverybody());
    }
    if (annotation instanceof PlatformScoped platform) {
      return Optional.of(
          new TenantRule.OfPlatform(platform.value().isBlank() ? name : platform.value()));
    }
    return annotation instanceof CrossTenant cross
        ? Optional.of(
            new TenantRule.AcrossTenants(
                cross.reason(), Set.of(cross.roles()), Duration.ofSeconds(cross.seconds())))
        : Optional.empty();
  }
}
