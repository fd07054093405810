package io.leasehold.isolation.testkit.data;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The routes of classes with the annotations of Jakarta REST, which need not be here to read. */
final class ResourceRoutes {

  private static final String REST = "jakarta.ws.rs.";

  private ResourceRoutes() {}

  static List<Route> of(Class<?> resource) {
    String root = RepositoryTargets.written(resource, REST + "Path").orElse("");
    return of(resource, root, new ArrayList<>());
  }

  private static List<Route> of(Class<?> resource, String root, List<Class<?>> above) {
    List<Route> routes = new ArrayList<>();
    List<Method> methods = new ArrayList<>(Arrays.asList(resource.getMethods()));
    methods.sort(Comparator.comparing(Method::getName));
    for (Method method : methods) {
      Optional<String> verb = verb(method);
      Optional<String> path = RepositoryTargets.written(method, REST + "Path");
      String whole = Route.plain(root + "/" + path.orElse(""));
      whole = whole.length() > 1 ? whole.replaceFirst("/$", "") : whole;
      if (verb.isPresent()) {
        routes.add(route(verb.get(), whole, method));
      } else if (path.isPresent() && !above.contains(method.getReturnType())) {
        List<Class<?>> deeper = new ArrayList<>(above);
        deeper.add(method.getReturnType());
        routes.addAll(of(method.getReturnType(), whole, deeper));
      }
    }
    return routes;
  }

  private static Optional<String> verb(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      Optional<String> verb =
          RepositoryTargets.written(annotation.annotationType(), REST + "HttpMethod");
      if (verb.isPresent()) {
        return verb;
      }
    }
    return Optional.empty();
  }

  private static Route route(String verb, String path, Method method) {
    List<Slot> inPath = new ArrayList<>();
    List<Slot> inQuery = new ArrayList<>();
    List<Slot> body = null;
    for (Parameter parameter : method.getParameters()) {
      Optional<String> segment = RepositoryTargets.written(parameter, REST + "PathParam");
      Optional<String> query = RepositoryTargets.written(parameter, REST + "QueryParam");
      if (segment.isPresent()) {
        inPath.add(slot(segment.get(), parameter, path));
      } else if (query.isPresent()) {
        inQuery.add(slot(query.get(), parameter, path));
      } else if (parameter.getAnnotations().length == 0 || isValidated(parameter)) {
        body = fields(parameter.getType(), path);
      }
    }
    // What the class or a locator takes out of the path is a text here.
    for (String name : names(path)) {
      if (inPath.stream().noneMatch(slot -> slot.name().equals(name))) {
        inPath.add(new Slot(name, Object.class, Route.about(path, name)));
      }
    }
    return new Route(verb, path, inPath, inQuery, body);
  }

  private static Slot slot(String name, Parameter parameter, String path) {
    return new Slot(name, parameter.getParameterizedType(), Route.about(path, name));
  }

  private static boolean isValidated(Parameter parameter) {
    return Arrays.stream(parameter.getAnnotations())
        .allMatch(one -> one.annotationType().getName().startsWith("jakarta.validation."));
  }

  private static List<String> names(String path) {
    List<String> names = new ArrayList<>();
    for (String part : path.split("\\{", -1)) {
      if (part.contains("}")) {
        names.add(part.substring(0, part.indexOf('}')));
      }
    }
    return names;
  }

  private static List<Slot> fields(Class<?> type, String path) {
    List<Slot> fields = new ArrayList<>();
    if (type.isRecord()) {
      for (var component : type.getRecordComponents()) {
        String name = component.getName();
        fields.add(new Slot(name, component.getGenericType(), Route.about(path, name)));
      }
      return fields;
    }
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
        fields.add(
            new Slot(field.getName(), field.getGenericType(), Route.about(path, field.getName())));
      }
    }
    return fields;
  }
}
