package io.leasehold.isolation.testkit.data;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs everything that reaches rows as one tenant against the rows of another. Implement it in a
 * test class; each table, repository method, query and route appears as a test of its own, which
 * passes only if it is seen to hold.
 *
 * <pre>{@code
 * class NotesIsolationTest implements DataIsolationTck {
 *
 *   public DataUnderTest dataUnderTest() {
 *     return DataUnderTest.builder(App.entities())
 *         .seed(rows -> rows.persist(new Note(rows.marker())))
 *         .repository(Notes.class, App.notes())
 *         .build();
 *   }
 * }
 * }</pre>
 *
 * <p>What cannot be judged fails too, unless {@link NotJudged} says why it need not be.
 */
public interface DataIsolationTck {

  /**
   * What is to be isolated, and how it gets its rows.
   *
   * @throws Exception if it cannot be started; then there are no tests, and that fails
   */
  DataUnderTest dataUnderTest() throws Exception;

  /** The tests: one for each table, method, query and route. */
  @TestFactory
  default Stream<DynamicNode> rowsStayApart() throws Exception {
    return DataTests.of(dataUnderTest(), getClass()).stream();
  }
}
