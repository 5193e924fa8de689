package io.gavel.journal.storage;

import java.util.concurrent.locks.LockSupport;

/** A daemon thread that does one piece of work. */
final class BackgroundThread implements Background {
    private final Work work;
    private final Thread thread;
    private volatile boolean isStopped;

    private BackgroundThread(String name, Work work) {
        this.work = work;
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    static BackgroundThread start(String name, Work work) {
        BackgroundThread background = new BackgroundThread(name, work);
        background.thread.start();
        return background;
    }

    @Override
    public void wake() {
        LockSupport.unpark(thread);
    }

    @Override
    public void close() {
        isStopped = true;
        wake();
        boolean isInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isStopped) {
            long idleNs = work.step();
            if (!isStopped) {
                LockSupport.parkNanos(this, idleNs);
            }
        }
    }
}
