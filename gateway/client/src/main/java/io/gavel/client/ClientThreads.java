package io.gavel.client;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/** Event loops that many clients share, so that a thousand bidders need no thousand threads. Daemon threads. */
public final class ClientThreads implements AutoCloseable {
    private final EventLoopGroup group;

    private ClientThreads(int threads) {
        group = new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("gavel-client", true), NioIoHandler.newFactory());
    }

    /** That many threads, at least 1. */
    public static ClientThreads of(int threads) {
        return new ClientThreads(threads);
    }

    EventLoop next() {
        return group.next();
    }

    /** Ends the threads; close the clients first. */
    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
