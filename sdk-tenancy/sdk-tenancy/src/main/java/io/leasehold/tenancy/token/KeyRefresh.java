package io.leasehold.tenancy.token;

import com.nimbusds.jose.util.ResourceRetriever;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What all issuers' keys share for being refreshed: two threads at most, and one HTTP client. */
final class KeyRefresh implements AutoCloseable {

  private static final int THREADS = 2;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), KeyRefresh::thread);

  private final JwksFetch fetch = new JwksFetch();

  KeyRefresh() {
    threads.allowCoreThreadTimeOut(true);
  }

  ExecutorService threads() {
    return threads;
  }

  ResourceRetriever fetch() {
    return fetch;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "leasehold-key-refresh");
    thread.setDaemon(true);
    return thread;
  }
}
