package io.gavel.client;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that answers logins and otherwise says what the test tells it to. */
final class FakeServer implements AutoCloseable {
    private static final long LIMIT_SECONDS = 10;

    /** What a client said, and the connection to answer on. */
    record Said(String text, Connection connection) {
        String ref() {
            Matcher matcher = Pattern.compile("\"ref\":\"([^\"]*)\"").matcher(text);
            return matcher.find() ? matcher.group(1) : "";
        }

        /** Answers with that type and those members, and the ref. */
        void answer(String type, String members) {
            connection.say("{\"type\":\"" + type + "\",\"seq\":7,\"idx\":0,\"at\":1000000"
                    + (members.isEmpty() ? "" : "," + members) + ",\"ref\":\"" + ref() + "\"}");
        }
    }

    record Connection(Channel channel) {
        void say(String text) {
            channel.writeAndFlush(new TextWebSocketFrame(text));
        }

        void drop() {
            channel.close();
        }
    }

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();
    private final Channel listening;
    private final AtomicInteger notReadyLogins = new AtomicInteger();
    private volatile String acceptedKey = "key";

    FakeServer() {
        listening = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(8192))
                                .addLast(new WebSocketServerProtocolHandler("/ws"))
                                .addLast(new Hears());
                    }
                })
                .bind(new InetSocketAddress("127.0.0.1", 0))
                .syncUninterruptibly()
                .channel();
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + ((InetSocketAddress) listening.localAddress()).getPort() + "/ws");
    }

    void acceptOnly(String key) {
        acceptedKey = key;
    }

    /** Refuses that many logins as a server does that is still starting. */
    void startsFor(int logins) {
        notReadyLogins.set(logins);
    }

    /** How many logins are still to be refused. */
    int startsFor() {
        return notReadyLogins.get();
    }

    /** The next thing that a client said, logins left out. */
    Said next() throws InterruptedException {
        Said next = said.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("expected the client to say something");
        }
        return next;
    }

    boolean isSilent() {
        return said.isEmpty();
    }

    @Override
    public void close() {
        listening.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private final class Hears extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
            Said heard = new Said(frame.text(), new Connection(context.channel()));
            if (!heard.text().contains("\"type\":\"login\"")) {
                said.add(heard);
            } else if (notReadyLogins.getAndUpdate(left -> Math.max(left - 1, 0)) > 0) {
                heard.answer("error", "\"code\":1003,\"name\":\"NOT_READY\",\"message\":\"the server is not ready\"");
            } else if (heard.text().contains("\"key\":\"" + acceptedKey + "\"")) {
                heard.answer("loggedIn", "");
            } else {
                heard.answer("error", "\"code\":3003,\"name\":\"NOT_LOGGED_IN\",\"message\":\"log in first\"");
                heard.connection().drop();
            }
        }
    }
}
