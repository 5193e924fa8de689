package io.gavel.engine.market;

import io.gavel.engine.market.auctions.AuctionDesk;
import io.gavel.engine.market.auctions.BidderDesk;
import io.gavel.engine.market.command.Command;
import io.gavel.engine.market.facts.Facts;
import io.gavel.engine.market.orders.PhaseDesk;
import io.gavel.wire.Refusal;
import io.gavel.wire.sbe.CreateAccountDecoder;
import io.gavel.wire.sbe.CreateAssetDecoder;
import io.gavel.wire.sbe.CreateAuctionDecoder;
import io.gavel.wire.sbe.CreateInstrumentDecoder;
import io.gavel.wire.sbe.CreateSessionDecoder;
import io.gavel.wire.sbe.ScheduleSessionDecoder;
import io.gavel.wire.sbe.SetBidderDecoder;
import io.gavel.wire.sbe.SetPhaseDecoder;
import io.gavel.wire.sbe.SetPriceBandDecoder;
import io.gavel.wire.sbe.SetTickTableDecoder;
import io.gavel.wire.sbe.UncrossDecoder;
import org.agrona.DirectBuffer;

/** What the venue lists, sets and prints, decoded and handed to the desk whose subject it is. */
final class VenueCommands {
    private final ListingDesk listingDesk;
    private final VenueDesk venueDesk;
    private final PhaseDesk phaseDesk;
    private final AuctionDesk auctionDesk;
    private final BidderDesk bidderDesk;
    private final Facts facts;

    private final CreateAssetDecoder createAsset = new CreateAssetDecoder();
    private final CreateAccountDecoder createAccount = new CreateAccountDecoder();
    private final CreateInstrumentDecoder createInstrument = new CreateInstrumentDecoder();
    private final CreateAuctionDecoder createAuction = new CreateAuctionDecoder();
    private final CreateSessionDecoder createSession = new CreateSessionDecoder();
    private final ScheduleSessionDecoder scheduleSession = new ScheduleSessionDecoder();
    private final SetPriceBandDecoder setPriceBand = new SetPriceBandDecoder();
    private final SetTickTableDecoder setTickTable = new SetTickTableDecoder();
    private final SetBidderDecoder setBidder = new SetBidderDecoder();
    private final SetPhaseDecoder setPhase = new SetPhaseDecoder();
    private final UncrossDecoder uncross = new UncrossDecoder();

    VenueCommands(
            ListingDesk listingDesk,
            VenueDesk venueDesk,
            PhaseDesk phaseDesk,
            AuctionDesk auctionDesk,
            BidderDesk bidderDesk,
            Facts facts) {
        this.listingDesk = listingDesk;
        this.venueDesk = venueDesk;
        this.phaseDesk = phaseDesk;
        this.auctionDesk = auctionDesk;
        this.bidderDesk = bidderDesk;
        this.facts = facts;
    }

    /**
     * Decides a command that is the venue's; one of no known kind is refused.
     *
     * @param body where its block is in the sender's buffer
     * @param seq of its transaction
     */
    void decide(Command command, DirectBuffer buffer, int body, long seq, long timeNs) {
        int block = command.blockLength();
        int version = command.version();
        switch (command.templateId()) {
            case CreateAssetDecoder.TEMPLATE_ID ->
                listingDesk.createAsset(createAsset.wrap(buffer, body, block, version));
            case CreateAccountDecoder.TEMPLATE_ID ->
                listingDesk.createAccount(createAccount.wrap(buffer, body, block, version));
            case CreateInstrumentDecoder.TEMPLATE_ID ->
                listingDesk.createInstrument(createInstrument.wrap(buffer, body, block, version));
            case CreateAuctionDecoder.TEMPLATE_ID ->
                listingDesk.createAuction(createAuction.wrap(buffer, body, block, version), seq, timeNs);
            case CreateSessionDecoder.TEMPLATE_ID ->
                auctionDesk.sessions().createSession(createSession.wrap(buffer, body, block, version), seq, timeNs);
            case ScheduleSessionDecoder.TEMPLATE_ID ->
                auctionDesk.sessions().scheduleSession(scheduleSession.wrap(buffer, body, block, version), timeNs);
            case SetPriceBandDecoder.TEMPLATE_ID ->
                venueDesk.setPriceBand(setPriceBand.wrap(buffer, body, block, version));
            case SetTickTableDecoder.TEMPLATE_ID ->
                venueDesk.setTickTable(setTickTable.wrap(buffer, body, block, version));
            case SetBidderDecoder.TEMPLATE_ID ->
                bidderDesk.setBidder(
                        command.accountId(), command.isAdmin(), setBidder.wrap(buffer, body, block, version));
            case SetPhaseDecoder.TEMPLATE_ID -> phaseDesk.setPhase(setPhase.wrap(buffer, body, block, version));
            case UncrossDecoder.TEMPLATE_ID -> phaseDesk.uncross(uncross.wrap(buffer, body, block, version));
            default -> facts.refused(Refusal.NOT_SUPPORTED);
        }
    }
}
