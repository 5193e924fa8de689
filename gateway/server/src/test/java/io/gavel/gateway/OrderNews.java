package io.gavel.gateway;

import static io.gavel.gateway.WsClient.field;

import java.util.List;
import java.util.Objects;

/** What traders are told about orders, in the words of the tests. */
final class OrderNews {
    private OrderNews() {}

    /** What is told of orders, in its order; a trade that is told to both sides counts once, and all else is left out. */
    static List<String> inWords(List<String> messages) {
        return messages.stream()
                .map(OrderNews::inWords)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private static String inWords(String message) {
        String id = field(message, "clOrdId");
        return switch (WsClient.type(message)) {
            case "orderAccepted" -> id + " accepted" + priced(message);
            case "orderRejected" -> id + " refused " + field(message, "name");
            case "orderCanceled" -> id + " canceled, " + field(message, "qty") + " left, " + field(message, "reason");
            case "orderTriggered" -> id + " triggered" + priced(message);
            case "orderReplaced" -> id + " replaced" + priced(message);
            case "trade" -> "trade " + field(message, "tradeId") + ": " + field(message, "qty") + priced(message);
            case "prevented" -> "prevented " + field(message, "mode") + ", " + field(message, "qty") + " lost by both";
            case "error" -> field(message, "name") + " " + field(message, "field");
            default -> null;
        };
    }

    private static String priced(String message) {
        String price = field(message, "price");
        return price == null ? "" : " at " + price;
    }
}
