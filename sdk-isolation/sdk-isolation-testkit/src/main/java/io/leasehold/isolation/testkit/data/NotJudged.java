package io.leasehold.isolation.testkit.data;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a {@link DataIsolationTck}: this needs no verdict, and why. It excuses what could not be
 * judged, never a leak; and what could be judged after all fails until the excuse is taken away.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(NotJudged.All.class)
public @interface NotJudged {

  /** What, as its test is called, such as {@code Notes.reindex()}. */
  String what();

  /** Why nothing of another tenant can come of it. */
  String reason();

  /** Several of them. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface All {

    /** Each of them. */
    NotJudged[] value();
  }
}
