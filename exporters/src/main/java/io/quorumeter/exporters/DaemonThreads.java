package io.quorumeter.exporters;

import io.quorumeter.spi.GuardedThread;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that keep no program from ending, and end themselves when there is nothing to do. */
final class DaemonThreads {
    private static final int IDLE_SECONDS = 30;

    private DaemonThreads() {}

    static ThreadPoolExecutor pool(String name, int core, int most, BlockingQueue<Runnable> waiting) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                core, most, IDLE_SECONDS, TimeUnit.SECONDS, waiting, work -> new GuardedThread(name, work));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
