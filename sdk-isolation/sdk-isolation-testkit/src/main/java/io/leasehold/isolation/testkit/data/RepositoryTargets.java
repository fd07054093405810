package io.leasehold.isolation.testkit.data;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The methods of a repository, inherited ones too. */
final class RepositoryTargets {

  // How repositories whose queries come from the names of methods write them.
  private static final Pattern DERIVED =
      Pattern.compile(
          "(?:find|get|read|query|search|stream|count|exists|delete|remove)[A-Za-z0-9]*?By(.+)");
  private static final Pattern OPERATOR =
      Pattern.compile(
          "(IgnoreCase|AllIgnoreCase|Containing|Contains|StartingWith|StartsWith|EndingWith|EndsWith|Like|In|Is|Equals|Not|GreaterThan|LessThan|After|Before|Between)+$");

  private final Repository<?> repository;
  private final Map<TypeVariable<?>, Type> variables = new LinkedHashMap<>();
  private final String about;

  RepositoryTargets(Repository<?> repository, @Nullable EntityMakers entities) {
    this.repository = repository;
    bind(repository.type());
    this.about = about(repository.type(), entities);
  }

  List<Target> targets() {
    Map<String, Target> targets = new LinkedHashMap<>();
    List<Method> methods = new ArrayList<>();
    collect(repository.type(), methods);
    methods.sort(Comparator.comparing(Method::getName));
    for (Method method : methods) {
      Target target = target(method);
      targets.putIfAbsent(target.name(), target);
    }
    return List.copyOf(targets.values());
  }

  private static void collect(Class<?> type, List<Method> methods) {
    if (type == Object.class || type == AutoCloseable.class) {
      return;
    }
    for (Method method : type.getDeclaredMethods()) {
      boolean closes = method.getName().equals("close") && method.getParameterCount() == 0;
      if ((method.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC)) == 0
          && !method.isSynthetic()
          && !closes
          && !isComponent(method)
          && !isOfObject(method)) {
        methods.add(method);
      }
    }
    if (type.getSuperclass() != null) {
      collect(type.getSuperclass(), methods);
    }
    Arrays.stream(type.getInterfaces()).forEach(parent -> collect(parent, methods));
  }

  // What a record was made of, such as the factory of its sessions.
  private static boolean isComponent(Method method) {
    Class<?> type = method.getDeclaringClass();
    return type.isRecord()
        && Arrays.stream(type.getRecordComponents())
            .anyMatch(component -> component.getAccessor().equals(method));
  }

  private static boolean isOfObject(Method method) {
    return Arrays.stream(Object.class.getDeclaredMethods())
        .anyMatch(
            known ->
                known.getName().equals(method.getName())
                    && Arrays.equals(known.getParameterTypes(), method.getParameterTypes()));
  }

  private Target target(Method method) {
    List<Slot> slots = new ArrayList<>();
    Parameter[] parameters = method.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      slots.add(new Slot(name(method, i), resolved(parameters[i].getParameterizedType()), about));
    }
    String name =
        repository.type().getSimpleName()
            + "."
            + method.getName()
            + slots.stream()
                .map(slot -> slot.raw().getSimpleName())
                .collect(Collectors.joining(",", "(", ")"));
    return new MethodTarget(name, List.copyOf(slots), repository, method);
  }

  private static String name(Method method, int index) {
    Parameter parameter = method.getParameters()[index];
    Optional<String> attribute =
        written(parameter, "jakarta.data.repository.By", "jakarta.data.repository.Param");
    if (attribute.isPresent()) {
      return attribute.get().replaceAll("^id\\(this\\)$", "id");
    }
    Optional<String> param = written(parameter, "org.springframework.data.repository.query.Param");
    if (param.isPresent()) {
      return param.get();
    }
    Matcher derived = DERIVED.matcher(method.getName());
    if (derived.matches()) {
      String[] parts = derived.group(1).replaceAll("OrderBy.*$", "").split("And|Or", -1);
      if (parts.length == method.getParameterCount()) {
        String part = OPERATOR.matcher(parts[index]).replaceFirst("");
        if (!part.isEmpty()) {
          return part.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + part.substring(1);
        }
      }
    }
    return parameter.getName();
  }

  /** The value of an annotation that need not be on the class path. */
  static Optional<String> written(AnnotatedElement element, String... types) {
    for (Annotation annotation : element.getAnnotations()) {
      if (Arrays.asList(types).contains(annotation.annotationType().getName())) {
        try {
          return Optional.of(
              (String) annotation.annotationType().getMethod("value").invoke(annotation));
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException("cannot read " + annotation, e);
        }
      }
    }
    return Optional.empty();
  }

  private void bind(Class<?> type) {
    List<Type> parents = new ArrayList<>(Arrays.asList(type.getGenericInterfaces()));
    if (type.getGenericSuperclass() != null) {
      parents.add(type.getGenericSuperclass());
    }
    for (Type parent : parents) {
      if (parent instanceof ParameterizedType generic) {
        TypeVariable<?>[] names = ((Class<?>) generic.getRawType()).getTypeParameters();
        for (int i = 0; i < names.length; i++) {
          variables.put(names[i], resolved(generic.getActualTypeArguments()[i]));
        }
      }
      bind(Slot.raw(parent));
    }
  }

  private Type resolved(Type type) {
    if (type instanceof TypeVariable<?> variable) {
      Type bound = variables.get(variable);
      // A variable of the method itself has only its bound, which may be another one.
      return bound != null ? bound : resolved(variable.getBounds()[0]);
    }
    if (type instanceof ParameterizedType generic) {
      List<Type> arguments =
          Arrays.stream(generic.getActualTypeArguments()).map(this::resolved).toList();
      return new Generic((Class<?>) generic.getRawType(), arguments);
    }
    if (type instanceof java.lang.reflect.WildcardType any) {
      return resolved(any.getUpperBounds()[0]);
    }
    return type;
  }

  /** What the repository holds: by its types, or else by its name. */
  private String about(Class<?> type, @Nullable EntityMakers entities) {
    if (entities != null) {
      for (Type bound : variables.values()) {
        if (entities.entity(Slot.raw(bound)).isPresent()) {
          return EntityNames.table(Slot.raw(bound));
        }
      }
      List<Method> methods = new ArrayList<>();
      collect(type, methods);
      List<Class<?>> named =
          methods.stream()
              .flatMap(RepositoryTargets::types)
              .map(this::resolved)
              .flatMap(RepositoryTargets::withArguments)
              .filter(part -> entities.entity(part).isPresent())
              .distinct()
              .<Class<?>>map(part -> part)
              .toList();
      if (named.size() == 1) {
        return EntityNames.table(named.get(0));
      }
    }
    return Words.subject(type.getSimpleName());
  }

  private static java.util.stream.Stream<Type> types(Method method) {
    List<Type> types = new ArrayList<>(Arrays.asList(method.getGenericParameterTypes()));
    types.add(method.getGenericReturnType());
    return types.stream();
  }

  private static java.util.stream.Stream<Class<?>> withArguments(Type type) {
    List<Class<?>> all = new ArrayList<>();
    all.add(Slot.raw(type));
    if (type instanceof ParameterizedType generic) {
      for (Type argument : generic.getActualTypeArguments()) {
        all.add(Slot.raw(argument));
      }
    }
    return all.stream();
  }

  /** A generic type whose variables are resolved. */
  record Generic(Class<?> raw, List<Type> arguments) implements ParameterizedType {
    @Override
    public Type[] getActualTypeArguments() {
      return arguments.toArray(new Type[0]);
    }

    @Override
    public Type getRawType() {
      return raw;
    }

    @Override
    public @Nullable Type getOwnerType() {
      return raw.getDeclaringClass();
    }
  }
}
