package io.gavel.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.cli.PipeProcess;
import java.net.http.HttpResponse;
import java.util.List;

/** A way into an exchange with the book ACME: what traders and its operator say there, and what it says to both traders. */
interface OrderDoor extends AutoCloseable {
    /** The doors there are. */
    enum Kind {
        PIPE,
        WEBSOCKET,
        HTTP;

        OrderDoor open() {
            return switch (this) {
                case PIPE -> new Pipe();
                case WEBSOCKET -> new Network(false);
                case HTTP -> new Network(true);
            };
        }
    }

    /** Says a trader's command; returns what it brought about, or the one error. */
    List<String> say(String command);

    /** Says what an administrator may; returns what it brought about for the traders. */
    List<String> operate(String command);

    /** The present book. */
    String book();

    /** The present state of an order. */
    String order(String account, String clOrdId);

    @Override
    void close();

    /** The program {@code gavel pipe}. */
    final class Pipe implements OrderDoor {
        private final PipeProcess process = new PipeProcess();

        Pipe() {
            TestExchange.furniture().forEach(process::say);
        }

        @Override
        public List<String> say(String command) {
            return process.say(command);
        }

        @Override
        public List<String> operate(String command) {
            return process.say(command);
        }

        @Override
        public String book() {
            return String.join("", process.say("{\"type\":\"book?\",\"instrument\":\"ACME\"}"));
        }

        @Override
        public String order(String account, String clOrdId) {
            return String.join(
                    "",
                    process.say(
                            "{\"type\":\"order?\",\"account\":\"" + account + "\",\"clOrdId\":\"" + clOrdId + "\"}"));
        }

        @Override
        public void close() {
            process.close();
        }
    }

    /**
     * A server. What happens is heard over the WebSocket of a key that names both traders; what they say goes there too, or
     * each in a request of its own, whose answer has to say the same.
     */
    final class Network implements OrderDoor {
        private final TestExchange exchange = TestExchange.start(Layout.INLINE).furnish();
        private final WsClient traders = exchange.connect(TestExchange.DESK);
        private final WsClient operator = exchange.connect(TestExchange.ADMIN);
        private final boolean asksByHttp;

        Network(boolean asksByHttp) {
            this.asksByHttp = asksByHttp;
        }

        @Override
        public List<String> say(String command) {
            if (!asksByHttp) {
                traders.send(command);
                return traders.heard();
            }
            List<String> answered = answer(exchange.post(TestExchange.DESK, command));
            List<String> heard = traders.heard();
            if (heard.isEmpty()) {
                return answered;
            }
            assertTrue(
                    OrderNews.inWords(heard).containsAll(OrderNews.inWords(answered)),
                    () -> "answered " + answered + ", heard " + heard);
            return heard;
        }

        @Override
        public List<String> operate(String command) {
            operator.send(command);
            operator.heard();
            return traders.heard();
        }

        @Override
        public String book() {
            return exchange.get(TestExchange.DESK, "/v1/book/ACME").body();
        }

        @Override
        public String order(String account, String clOrdId) {
            return exchange.get(TestExchange.DESK, "/v1/orders/" + clOrdId + "?account=" + account)
                    .body();
        }

        @Override
        public void close() {
            traders.close();
            operator.close();
            exchange.close();
        }

        /** The events of an answer, each as a message of its own, or its error; the status has to be theirs. */
        private static List<String> answer(HttpResponse<String> answer) {
            String body = answer.body();
            if (body.startsWith("{\"type\":\"error\"")) {
                assertEquals(400, answer.statusCode(), body);
                return List.of(body);
            }
            List<String> events = List.of(
                    body.substring(body.indexOf('[') + 1, body.lastIndexOf(']')).split("(?<=}),(?=\\{\"type\":)"));
            boolean isRefused = events.get(0).startsWith("{\"type\":\"orderRejected\"");
            assertEquals(isRefused ? 409 : 200, answer.statusCode(), body);
            return events;
        }
    }
}
