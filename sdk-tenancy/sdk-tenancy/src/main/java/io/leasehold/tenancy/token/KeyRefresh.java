package io.leasehold.tenancy.token;

import com.nimbusds.jose.util.ResourceRetriever;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;

/**
 * What all issuers' keys share: two threads at most that refresh ahead, as many more as there are
 * exchanges under way, and one HTTP client.
 */
final class KeyRefresh implements AutoCloseable {

  private static final int REFRESHERS = 2;

  private final ExecutorService refreshers =
      threads("leasehold-key-refresh", REFRESHERS, new LinkedBlockingQueue<>());

  private final JwksFetch fetch;

  KeyRefresh(CloseableHttpClient client, Duration deadline) {
    this.fetch =
        new JwksFetch(
            client,
            threads("leasehold-key-fetch", KeyClient.MAX_EXCHANGES, new SynchronousQueue<>()),
            deadline);
  }

  ExecutorService threads() {
    return refreshers;
  }

  ResourceRetriever fetch() {
    return fetch;
  }

  @Override
  public void close() {
    refreshers.shutdownNow();
    fetch.close();
  }

  /** At most so many daemon threads, none of which is kept for longer than ten idle seconds. */
  static ExecutorService threads(String name, int most, BlockingQueue<Runnable> queue) {
    int core = queue instanceof SynchronousQueue ? 0 : most;
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(core, most, 10, TimeUnit.SECONDS, queue, work -> thread(name, work));
    threads.allowCoreThreadTimeOut(core > 0);
    return threads;
  }

  private static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
