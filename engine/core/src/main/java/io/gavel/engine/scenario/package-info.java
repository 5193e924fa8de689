/**
 * Scenarios: rules as stories that a trader can review, and that run.
 *
 * <pre>
 * given      lamp: english, opens 100, step 5, closes 12:00:00, soft close 30s
 *            alice has 500; bob has 500
 * 11:59:50   alice bids 105 on lamp   -&gt; accepted, price 100 by alice; lamp closes 12:00:20
 * 12:00:10   bob bids 104 on lamp     -&gt; rejected BID_TOO_LOW (needs 105)
 * 12:00:15   bob bids 120 on lamp     -&gt; accepted, price 110 by bob; alice outbid; closes 12:00:45
 * 12:00:45                            -&gt; lamp sold to bob for 110; bob has 390
 * </pre>
 *
 * <p>A line is what is done, an arrow, and all events that follow, in order: an event that is not expected fails. What a
 * phrase does not mention of its event may be anything. Behind the events stand checks of the state; a book is drawn.
 *
 * <pre>
 * text      = { "title" TITLE | given | heading | line }
 * heading   = "scenario" TITLE                     what follows up to the next one; given before the first is common to all
 * given     = "given" fact { ";" fact }            goes on in indented rows
 * fact      = NAME "has" AMOUNT [ASSET] { "and" AMOUNT [ASSET] } | action
 * line      = [time] [action] "-&gt;" [ phrase { ";" phrase } ]   { "|" row }
 * time      = HH:MM:SS[.fffffffff] | "+" DURATION   of the first day; none: that of the line before
 * action    = definition | deed | "upgrade to rule set" N | "engine recovers"        none: time passes
 * definition= NAME ":" ( "asset" ["," "decimals" N] | "account" ["," "unlimited credit"]
 *           | "book of" ASSET "in" ASSET { "," ("tick" | "lot" | "min" | "max" | "max notional") N | "risk none" | venueClause }
 *           | FORMAT { "," clause } )     english, dutch, sealed, vickrey, uniform, discriminatory, reverse, hybrid
 *           | "session" "," ("timed" | "sequential") { "," sessionClause }
 * sessionClause = ("preview at" | "opens at" | "closes") TIME | ("stagger" | "lots last") DURATION
 * venueClause = "min notional" N | "phase" PHASE | "uncross" PROFILE | "stp" MODE | "band" PRICE "to" PRICE
 *           | "reference" PRICE | "collar" N"%" | "maker fee" N"%" | "taker fee" N"%"
 * clause    = "in" ASSET | "opens" PRICE | "opens at" TIME | "closes" TIME | "lasts" DURATION | "reserve" PRICE
 *           | "step" (PRICE | N"%" | "ebay") | "steps" PRICE "below" PRICE { "/" PRICE ["below" PRICE] } | "no proxy"
 *           | "buy now" PRICE [ "until first bid" | "until reserve met" | "until price exceeds" | "bid at or above buys" ]
 *           | "soft close" DURATION ["by" DURATION] ["from" (bid|end)] ["on" (price|bid|leader)] ["up to" DURATION]
 *             ["for all"]
 *           | "seller" NAME | "quantity" N | "falls" PRICE "every" DURATION ["to" PRICE] | "rises" PRICE | "ceiling" PRICE
 *           | ("premium" | "commission") N"%" [ "below" PRICE ] { "/" N"%" ["below" PRICE] }
 *           | "session" NAME | "lot" N | "falls" PRICE "every" DURATION "from" PRICE "above"
 *           | "rounds" N ["turns"] "of" DURATION "down" PRICE | "lowering" | "admitted only" | "follows second"
 *           | "at least" PRICE | "rounded down" | "retraction" DURATION "then" DURATION
 *           | "second chance" DURATION ["for" N]
 * deed      = NAME verb [ "as" ID | "again" ] [ "by authority" ] | NAME "cancels all" [ "buys" | "sells" ] ["on" NAME]
 *           ["on disconnect"] | NAME "cancels all after" DURATION | NAME "goes to" PHASE
 *           | NAME "uncrosses" ["by reference" PRICE] | NAME "ticks" PRICE "below" PRICE { "/" PRICE ["below" PRICE] }
 *           | NAME "bands" (("from" | "to" | "reference") PRICE | "collar" N"%" | "nothing") { "," … }
 *           | "venue" ("blocks" | "unblocks") NAME | "venue limits" NAME "to" (N ("orders" | ASSET) { "and" … } | "nothing")
 *           | "venue schedules" NAME { "," sessionClause } | "venue allows" NAME ("any bids" | limit ["and" limit]) ["in" ASSET]
 *           | (NAME | "venue") ("admits" | "refuses" | "forgets") NAME ("on" NAME | "in" NAME) ["up to" AMOUNT]
 * limit     = "bids of" AMOUNT | AMOUNT "in all"
 * verb      = "deposits" AMOUNT [ASSET] | "withdraws" AMOUNT [ASSET] | "bids" (PRICE | "any") "on" NAME ["quantity" N]
 *           | "buys" NAME "now" | ("buys" | "sells") QTY NAME { orderClause }
 *           | "replaces" ID "on" NAME [ "to" QTY ] [ "at" PRICE ]
 *           | "cancels" ID "on" NAME | "cancels" NAME | "retracts" [ID] "on" NAME ["because" REASON] | "hammers" NAME
 *           | "takes" NAME "back" ["from" NAME] | "offers" NAME "to" NAME ["for" DURATION] | ("accepts" | "declines") NAME
 * orderClause = "at" (PRICE | "market" ["to limit"]) | "stop" PRICE | "ioc" | "fok" | "day" | "gtd" | "auction"
 *           | "expires" TIME | "shows" QTY | "min" QTY | "post only" | "slides" | "stp" MODE
 * phrase    = [time] event | check
 * event     = "accepted" { "," state } | [NAME] "price" PRICE ["by" NAME] { "," state } | NAME "outbid" ["at" PRICE]
 *           | [NAME] "closes" TIME | NAME "opens" { "," state } | "bought for" PRICE
 *           | NAME ("sold to" NAME "for" PRICE | "unsold" | "canceled") ["," "frees" AMOUNT]
 *           | NAME "shows" PRICE { "," (QTY "left" | "falls" TIME | "ends" TIME | N "bids") } | NAME "freed" AMOUNT [REASON] | NAME "covers" AMOUNT
 *           | NAME "awards" QTY "to" NAME "at" PRICE { "," ("hammer" | "premium" | "commission" | "frees") AMOUNT }
 *           | NAME "ended" ("sold" ["to" NAME] | "unsold" | "canceled") { "," (N "units" | "at" PRICE | N "awards") }
 *           | "rejected" CODE [ "(" words BOUND ")" ] | "trade" QTY "at" PRICE ["of" owner] ["with" owner]
 *           | "canceled" QTY [REASON] ["of" owner] | ("replaced" | "triggered") QTY ["at" PRICE] ["," QTY "left"] ["of" owner]
 *           | "prevented" QTY "at" PRICE ["with" ID] | "mass canceled" N [REASON] | "cancels all" ("at" TIME | "never")
 *           | NAME ("blocked" | "unblocked") | "applied" | NAME "goes to" PHASE
 *           | ("indicative" | "uncrossed") QTY ["at" PRICE] ["," "surplus" QTY ["buy" | "sell"]]
 *           | "balance" AMOUNT [ASSET] ["," "held" AMOUNT] | "created" | "rule set" N
 *           | "session" NAME ("is" (preview|open|closed) { "," ("opens at" | "closes") TIME } | "shifts" DURATION ["by" NAME])
 *           | NAME "offers" PRICE ["on" NAME] | NAME "round" N { "," ("turn" NAME | "price" PRICE ["by" NAME] | "ends" TIME) }
 *           | NAME "retracted" N ["," "frees" AMOUNT] | NAME "rebuilt" ["," N "bids"]
 *           | NAME "offered to" NAME "for" PRICE { "," ("premium" AMOUNT | "until" TIME) }
 *           | NAME ("accepted" | "declined" | "expired") "by" NAME
 *           | NAME "back from" NAME { "," ("hammer" | "premium" | "commission") AMOUNT }
 *           | "as before:" event
 * owner     = NAME ["'s" ID]
 * state     = "price" PRICE ["by" NAME] | "next" PRICE | "ends" TIME | "no end" | N "bids" | "reserve" ["not"] "met"
 *           | "holds" AMOUNT
 * check     = NAME ("has" | "holds" | "can spend") AMOUNT [ASSET] { "and" AMOUNT [ASSET] }
 *           | NAME "is" (scheduled|open|closed|canceled) { "," ("price" PRICE ["by" NAME] | "ends" TIME | N "bids") }
 *           | "book" NAME ["is empty"]
 * row       = PRICE QTY NAME { "," QTY NAME } | "-----"     sellers above the dashes, buyers below, oldest first
 * </pre>
 *
 * <p>{@code #} starts a comment; it cites the rule that the line proves. A row that ends in a comma or semicolon goes on
 * in the next. {@code nothing} says that no event follows. An id that a deed leaves out is 1, 2, … for each account;
 * {@code again} repeats the account's last one. Without any asset there is {@code usd} with two decimals, and the first
 * asset is what an amount counts that names none. {@code house} sells lots without a seller; {@code outside} is where
 * deposits come from. A name that was never created is passed on as unknown.
 *
 * <p>{@link io.gavel.engine.scenario.ScenarioRunner} plays a scenario each {@link io.gavel.engine.scenario.Way}: on the
 * market directly, through the ring, and from a snapshot taken after every line; all must bring about the same bytes. Laws
 * are verified after every line. Main code, as {@code gavel scenario} ships it; nothing in the engine imports it. Thread:
 * any one.
 */
package io.gavel.engine.scenario;
