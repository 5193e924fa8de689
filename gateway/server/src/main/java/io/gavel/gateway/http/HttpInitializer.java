package io.gavel.gateway.http;

import io.gavel.gateway.desk.FrontDesk;
import io.gavel.gateway.desk.LoopDesk;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** What a new connection's pipeline holds: HTTP, from which a WebSocket may grow. */
public final class HttpInitializer extends ChannelInitializer<Channel> {
    private final FrontDesk desk;
    private final Function<EventLoop, LoopDesk> loopDesks;

    public HttpInitializer(FrontDesk desk, Function<EventLoop, LoopDesk> loopDesks) {
        this.desk = desk;
        this.loopDesks = loopDesks;
    }

    @Override
    protected void initChannel(Channel channel) {
        if (desk.metrics().connections() >= desk.limits().maxConnections()) {
            channel.close();
            return;
        }
        int most = desk.limits().maxOutboundBytesPerConnection();
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(most / 2, most));
        channel.pipeline()
                .addLast(new IdleStateHandler(desk.limits().idleTimeoutMs() / 2, 0, 0, TimeUnit.MILLISECONDS))
                .addLast(new RequestDecoder())
                .addLast(new HttpResponseEncoder())
                .addLast(new BoundedAggregator(desk.limits().maxMessageBytes()))
                .addLast(new HttpAdapter(desk, loopDesks.apply(channel.eventLoop())));
    }
}
