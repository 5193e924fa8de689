package io.gavel.wire.json;

import io.gavel.wire.sbe.CreateAuctionEncoder;
import io.gavel.wire.types.ExtensionAnchor;
import io.gavel.wire.types.ExtensionScope;
import io.gavel.wire.types.ExtensionTrigger;

/** The field {@code softClose} of an auction. One thread. */
final class SoftCloseField {
    static final String[] ANCHORS = {"bid", "end"};
    static final String[] TRIGGERS = {"price", "bid", "leader"};
    static final String[] SCOPES = {"lot", "group"};

    private final ObjectField field;
    private long windowNs;
    private long extensionNs;
    private long capNs;
    private int anchor;
    private int trigger;
    private boolean movesGroup;

    SoftCloseField(JsonFields fields) {
        field = new ObjectField(
                fields, JsonField.SOFT_CLOSE, "windowUs", "extensionUs", "anchor", "trigger", "capUs", "scope");
    }

    void read() {
        boolean isThere = field.read();
        windowNs = CreateAuctionEncoder.softCloseWindowNsNullValue();
        extensionNs = CreateAuctionEncoder.softCloseExtensionNsNullValue();
        capNs = CreateAuctionEncoder.softCloseCapNsNullValue();
        if (isThere) {
            windowNs = field.nanos("windowUs", windowNs);
            extensionNs = field.nanos("extensionUs", extensionNs);
            capNs = field.nanos("capUs", capNs);
            field.require("windowUs");
            field.require("extensionUs");
        }
        anchor = isThere ? field.choice("anchor", ANCHORS) : 0;
        trigger = isThere ? field.choice("trigger", TRIGGERS) : 0;
        movesGroup = isThere && field.choice("scope", SCOPES) == 1;
    }

    /** Whether it moves more than the lot's own end. */
    boolean movesGroup() {
        return movesGroup;
    }

    /** Writes what version 1 of the wire has. */
    void write(CreateAuctionEncoder auction) {
        auction.softCloseWindowNs(windowNs)
                .softCloseExtensionNs(extensionNs)
                .softCloseCapNs(capNs)
                .softCloseAnchor(anchor == 1 ? ExtensionAnchor.END : ExtensionAnchor.BID)
                .softCloseTrigger(ExtensionTrigger.get((short) (trigger + 1)));
    }

    void writeScope(CreateAuctionEncoder auction) {
        auction.softCloseScope(movesGroup ? ExtensionScope.GROUP : ExtensionScope.NULL_VAL);
    }
}
