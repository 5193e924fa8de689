package io.gavel.engine.market.facts;

import io.gavel.engine.Bytes;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.OrderAcceptedEncoder;
import io.gavel.wire.log.OrderCanceledEncoder;
import io.gavel.wire.log.OrderReplacedEncoder;

/**
 * The events of which there are most, written frame and all to a {@link Bytes#place} at which there is room: plain stores
 * where the generated encoders ask anew with each field.
 *
 * <p>What is written is told as one int: how many events above, and how many bytes they are in the lower 16 bits. So what
 * stands one behind the other is told by the sum.
 */
public final class OrderEvents {
    private static final int COUNT_SHIFT = 16;
    private static final int ONE = 1 << COUNT_SHIFT;
    private static final int BYTES = ONE - 1;

    private OrderEvents() {}

    static int count(int events) {
        return events >>> COUNT_SHIFT;
    }

    public static int bytes(int events) {
        return events & BYTES;
    }

    /** An {@code EventFrame} as one little-endian value. */
    static int frame(byte[] to, long place, int templateId, int blockLength, int bodyLength) {
        int length = Transaction.EVENT_FRAME_LENGTH + bodyLength;
        long header = (long) Transaction.RECORD_VERSION << 48 | (long) templateId << 32 | (long) blockLength << 16;
        Bytes.write(to, place, header | length);
        return ONE | length;
    }

    static int accepted(byte[] to, long place, long orderId) {
        Bytes.write(to, body(place) + OrderAcceptedEncoder.orderIdEncodingOffset(), orderId);
        return frame(
                to,
                place,
                OrderAcceptedEncoder.TEMPLATE_ID,
                OrderAcceptedEncoder.BLOCK_LENGTH,
                OrderAcceptedEncoder.BLOCK_LENGTH);
    }

    /** With the id of the command, which events do not repeat. */
    static int replaced(
            byte[] to,
            long place,
            long orderId,
            int instrumentId,
            int side,
            long priceTicks,
            long qtyLots,
            long leavesLots,
            long holdTicks,
            long heldDelta) {
        long at = body(place);
        Bytes.write(to, at + OrderReplacedEncoder.orderIdEncodingOffset(), orderId);
        Bytes.writeInt(to, at + OrderReplacedEncoder.instrumentIdEncodingOffset(), instrumentId);
        Bytes.writeInt(to, at + OrderReplacedEncoder.accountIdEncodingOffset(), 0);
        Bytes.write(to, at + OrderReplacedEncoder.priceTicksEncodingOffset(), priceTicks);
        Bytes.write(to, at + OrderReplacedEncoder.qtyLotsEncodingOffset(), qtyLots);
        Bytes.write(to, at + OrderReplacedEncoder.leavesLotsEncodingOffset(), leavesLots);
        Bytes.write(to, at + OrderReplacedEncoder.holdTicksEncodingOffset(), holdTicks);
        Bytes.write(to, at + OrderReplacedEncoder.heldDeltaMinorEncodingOffset(), heldDelta);
        Bytes.writeByte(to, at + OrderReplacedEncoder.sideEncodingOffset(), side);
        return named(to, place, OrderReplacedEncoder.TEMPLATE_ID, OrderReplacedEncoder.BLOCK_LENGTH, 0);
    }

    /**
     * @param side its value, as that of the reason
     * @param accountId 0, as is the length of the id, where both are the command's
     * @param idLength the id itself is for the caller to write, to {@link #idPlace}
     */
    static int canceled(
            byte[] to,
            long place,
            long orderId,
            int accountId,
            int instrumentId,
            int side,
            long priceTicks,
            long leavesLots,
            int reason,
            int idLength) {
        long at = body(place);
        Bytes.write(to, at + OrderCanceledEncoder.orderIdEncodingOffset(), orderId);
        Bytes.writeInt(to, at + OrderCanceledEncoder.instrumentIdEncodingOffset(), instrumentId);
        Bytes.writeInt(to, at + OrderCanceledEncoder.accountIdEncodingOffset(), accountId);
        Bytes.write(to, at + OrderCanceledEncoder.leavesLotsEncodingOffset(), leavesLots);
        Bytes.write(to, at + OrderCanceledEncoder.priceTicksEncodingOffset(), priceTicks);
        Bytes.writeByte(to, at + OrderCanceledEncoder.sideEncodingOffset(), side);
        Bytes.writeByte(to, at + OrderCanceledEncoder.reasonEncodingOffset(), reason);
        return named(to, place, OrderCanceledEncoder.TEMPLATE_ID, OrderCanceledEncoder.BLOCK_LENGTH, idLength);
    }

    /** Where the id is that an event behind a block of such a length ends with. */
    static long idPlace(long place, int blockLength) {
        return body(place) + blockLength + 1;
    }

    private static int named(byte[] to, long place, int templateId, int blockLength, int idLength) {
        Bytes.writeByte(to, body(place) + blockLength, idLength);
        return frame(to, place, templateId, blockLength, blockLength + 1 + idLength);
    }

    private static long body(long place) {
        return place + Transaction.EVENT_FRAME_LENGTH;
    }
}
