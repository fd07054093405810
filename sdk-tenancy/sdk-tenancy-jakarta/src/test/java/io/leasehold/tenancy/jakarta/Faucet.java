package io.leasehold.tenancy.jakarta;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Answers in drops: the first at once, each other when the test says so. */
@Path("faucet")
public class Faucet {

  private static volatile Semaphore drops = new Semaphore(0);
  private static volatile boolean open;
  private static volatile boolean refused;

  static void reset() {
    drops.release(1_000);
    drops = new Semaphore(0);
    open = false;
    refused = false;
  }

  static void drip() {
    drops.release();
  }

  static boolean isOpen() {
    return open;
  }

  static boolean refused() {
    return refused;
  }

  /** Something that may fail because nobody may listen any more. */
  interface Drop {
    void fall(int number) throws Exception;
  }

  static void run(int first, Drop drop) {
    Semaphore mine = drops;
    try {
      open = true;
      for (int number = first; number < 1_000; number++) {
        if (number > 1 && !mine.tryAcquire(20, TimeUnit.SECONDS)) {
          return;
        }
        drop.fall(number);
      }
    } catch (Exception refusal) {
      refused = true;
    }
  }

  @GET
  @Path("sse")
  @Produces("text/event-stream")
  public void events(
      @Context SseEventSink sink, @Context Sse sse, @Context HttpServletRequest request) {
    CountDownLatch left = ContainerAuthentication.departure(request);
    new Thread(
            () ->
                run(
                    1,
                    number -> {
                      ContainerAuthentication.await(left);
                      if (sink.isClosed()) {
                        throw new IOException("closed");
                      }
                      sink.send(sse.newEvent("drop " + number + " "))
                          .toCompletableFuture()
                          .get(10, TimeUnit.SECONDS);
                    }))
        .start();
  }

  /** The same with nothing but servlets. */
  static final class OfServlets extends HttpServlet {

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/plain");
      response.setHeader("X-Secret", "of the tenant");
      switch (request.getPathInfo()) {
        case "/sync" -> run(1, number -> drop(response, number));
        case "/writer" -> run(1, number -> print(response, number));
        case "/dry" -> run(2, number -> drop(response, number));
        default -> async(request, request.getPathInfo().equals("/dry-async") ? 2 : 1);
      }
    }

    // Without arguments: where a container goes back to its own response.
    private static void async(HttpServletRequest request, int first) {
      AsyncContext async = request.startAsync();
      HttpServletResponse response = (HttpServletResponse) async.getResponse();
      new Thread(
              () -> {
                run(first, number -> drop(response, number));
                if (!refused) {
                  async.complete();
                }
              })
          .start();
    }

    private static void drop(HttpServletResponse response, int number) throws IOException {
      response.getOutputStream().print("drop " + number + " ");
      response.flushBuffer();
    }

    private static void print(HttpServletResponse response, int number) throws IOException {
      PrintWriter writer = response.getWriter();
      writer.print("drop " + number + " ");
      if (writer.checkError()) {
        throw new IOException("refused");
      }
    }
  }
}
