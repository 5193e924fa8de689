package io.gavel.wire.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.gavel.wire.Directory;
import io.gavel.wire.json.JsonCommands.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command about auctions with each of its fields wrong in every way: absent, twice, of another type, too long, too
 * large, too precise, an unknown word. What is not taken names the field and what was expected; what is taken is taken
 * whole: printed as JSON and read again it is the same bytes.
 */
@DisplayName("a command about an auction that is wrong somewhere is told where")
final class JsonAuctionFaultsTest {
    private static final String AUCTION = "'type':'createAuction','auction':'A','asset':'USD','start':'9.00',";
    private static final String ASCENDING = "'increments':[['5.00','0.25'],[null,'1.00']],'reserve':'10.00',"
            + "'reservePolicy':'followsSecond','buyNow':'50.00','buyNowPolicy':'UNTIL_RESERVE_MET','proxy':true,"
            + "'lowering':true,'softClose':{'windowUs':10,'extensionUs':20,'capUs':30,'anchor':'end','trigger':'bid'},"
            + "'retraction':{'freeUs':43200,'withinUs':3600},";
    private static final String AROUND =
            "'qty':'3','seller':'sue','bidders':'admitted','premium':[['9.00','25'],[null,'12.5']],"
                    + "'commission':'10','outage':{'graceUs':5,'windowUs':6},'category':'lamps','opensAt':5,'closesAt':99";
    private static final String DEED = "'account':'bob','clOrdId':'x1','auction':'lamp'";

    /** Values that are wrong almost everywhere, and right somewhere. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "1",
            "-1",
            "1.5",
            "1e3",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "4611686018427388",
            "99999999999999999999999999999999999999",
            "1e999",
            "''",
            "' '",
            "'x'",
            "'EBAY'",
            "'0'",
            "'1'",
            "'-1'",
            "'0.001'",
            "'1.00'",
            "'1.0000000000000000000000001'",
            "'99999999999999999999999999'",
            "'1e3'",
            "'+1'",
            "'.5'",
            "'1.'",
            "'NaN'",
            "'null'",
            "'english'",
            "'Reverse'",
            "'ENGLISH '",
            "'none'",
            "'é'",
            "'\\u0000'",
            "'\\u0041'",
            "'123456789012345678901234567890123'",
            "[]",
            "[[]]",
            "[null]",
            "[[null,null]]",
            "[[null]]",
            "[['1','1']]",
            "[[null,'1.00'],['5.00','1.00']]",
            "[['5.00','1.00'],['5.00','1.00'],[null,'1.00']]",
            "[[null,'1.00','2']]",
            "[[null,1]]",
            "[[null,'0.00']]",
            "{}",
            "{'percent':5}",
            "{'percent':'-5'}",
            "{'percent':'5','x':1}",
            "{'windowUs':-1,'extensionUs':1}",
            "{'windowUs':1}",
            "{'windowUs':'1','extensionUs':1}",
            "{'freeUs':1}",
            "{'freeUs':1e2,'withinUs':1}",
            "{'graceUs':null}",
            "{'count':21,'roundUs':1}",
            "{'count':1}",
            "{'count':1,'roundUs':1,'turnUs':1}",
            "{'count':99999999999,'turnUs':1}",
            "{'windowUs':1,'items':0}",
            "{'windowUs':1,'items':2147483648}");

    private final Directory directory = KnownWorld.directory();
    private final JsonCommands commands = new JsonCommands(directory, true);
    private final JsonCommands again = new JsonCommands(directory, true);
    private final JsonCommandLines lines = new JsonCommandLines(directory);

    private record Member(String name, String value) {
        @Override
        public String toString() {
            return "'" + name + "':" + value;
        }
    }

    static List<String> messages() {
        return List.of(
                AUCTION + "'format':'english'," + ASCENDING + "'secondChance':{'windowUs':60,'items':2}," + AROUND,
                AUCTION
                        + "'format':'english','increments':{'percent':'5','floor':'0.01','rounding':'down'},'durationUs':60,"
                        + "'session':'evening','lot':7,'at':5",
                AUCTION + "'format':'dutch','floor':'1.00','step':'0.50','intervalUs':1000,'restartUp':'2.00',"
                        + AROUND,
                AUCTION + "'format':'sealed','reserve':'10.00','retraction':{'freeUs':1,'withinUs':2}," + AROUND,
                AUCTION + "'format':'vickrey','reserve':'10.00'," + AROUND,
                AUCTION + "'format':'uniform','ceiling':'12.00'," + AROUND,
                AUCTION + "'format':'discriminatory','increments':'EBAY'," + AROUND,
                AUCTION + "'format':'reverse','step':'0.10','rounds':{'count':3,'turnUs':5}," + AROUND,
                AUCTION + "'format':'hybrid','step':'0.10','intervalUs':5,'clockAdd':'4.00'," + ASCENDING + AROUND,
                "'type':'placeBid'," + DEED + ",'amount':'70.00','qty':'1','at':7",
                "'type':'placeBid','account':'bob','clOrdId':'b1','auction':'bonds','amount':'95.00','qty':'4'",
                "'type':'buyNow'," + DEED,
                "'type':'retractBid'," + DEED + ",'origClOrdId':'b1','reason':'sellerUnreachable'",
                "'type':'cancelAuction'," + DEED + ",'reason':'damaged'",
                "'type':'closeAuction'," + DEED,
                "'type':'cancelSale'," + DEED + ",'winner':'alice','reason':'notPaid'",
                "'type':'offerSecondChance'," + DEED + ",'bidder':'alice','expiresInUs':60000000",
                "'type':'answerOffer'," + DEED + ",'accept':false",
                "'type':'setBidder','account':'sue','auction':'vase','bidder':'bob','standing':'blocked','maxBid':'9.00'",
                "'type':'setBidder','session':'evening','bidder':'bob','standing':'admitted'",
                "'type':'setBidLimits','account':'bob','asset':'USD','maxBid':'9.00','maxExposure':'99.00'",
                "'type':'createSession','session':'day','mode':'timed','previewAt':1,'opensAt':5,'closesAt':9,'staggerUs':2",
                "'type':'createSession','session':'day','mode':'sequential','opensAt':5,'lotDurationUs':60",
                "'type':'scheduleSession','session':'evening','previewAt':1,'opensAt':5,'closesAt':9");
    }

    @ParameterizedTest
    @MethodSource("messages")
    void eachFieldWrongInEachWayIsNamedOrTakenWhole(String message) {
        List<Member> members = members(message);
        assertEquals(Outcome.COMMAND, play(members), () -> commands.field() + " " + commands.expected());
        for (int i = 1; i < members.size(); i++) {
            Member member = members.get(i);
            for (String value : VALUES) {
                List<Member> changed = new ArrayList<>(members);
                changed.set(i, new Member(member.name, value));
                Outcome outcome = play(changed);
                boolean mayClash = member.name.equals("format") || member.name.equals("mode");
                if (outcome != Outcome.COMMAND && !mayClash) {
                    assertNames(member.name, changed);
                }
            }
            List<Member> without = new ArrayList<>(members);
            without.remove(i);
            if (isRequired(members.get(0), member)) {
                assertEquals(Outcome.MALFORMED, play(without));
                assertNames(member.name, without);
            } else {
                play(without);
            }
            List<Member> twice = new ArrayList<>(members);
            twice.add(i, member);
            assertEquals(Outcome.MALFORMED, play(twice), () -> "expected each field once, text=" + text(twice));
            assertTrue(commands.field().equals(member.name), () -> text(twice) + ": " + commands.field());
            List<Member> misspelt = new ArrayList<>(members);
            misspelt.set(i, new Member(member.name + "s", member.value));
            assertEquals(Outcome.MALFORMED, play(misspelt));
            assertNames(member.name + "s", misspelt);
        }
    }

    @Test
    void severalFaultsAtOnceAreToldToo() {
        SplittableRandom random = new SplittableRandom(20_261_121);
        List<String> messages = messages();
        int taken = 0;
        for (int round = 0; round < 20_000; round++) {
            List<Member> members = members(messages.get(random.nextInt(messages.size())));
            for (int faults = 1 + random.nextInt(4); faults > 0; faults--) {
                int i = random.nextInt(members.size());
                Member member = members.get(i);
                switch (random.nextInt(5)) {
                    case 0 -> members.remove(i);
                    case 1 -> {
                        List<Member> other = members(messages.get(random.nextInt(messages.size())));
                        members.add(i, other.get(random.nextInt(other.size())));
                    }
                    case 2 ->
                        members.set(i, new Member(members.get(random.nextInt(members.size())).name, member.value));
                    default -> members.set(i, new Member(member.name, VALUES.get(random.nextInt(VALUES.size()))));
                }
                if (members.isEmpty()) {
                    break;
                }
            }
            taken += play(members) == Outcome.COMMAND ? 1 : 0;
        }
        assertTrue(taken > 400, "expected some to be taken, taken=" + taken);
    }

    private static boolean isRequired(Member type, Member member) {
        byte[] message = type.value.replace("'", "").getBytes(StandardCharsets.UTF_8);
        byte[] field = member.name.getBytes(StandardCharsets.UTF_8);
        return JsonMessage.WORDS
                .get(message, 0, message.length)
                .required()
                .has(JsonField.WORDS.get(field, 0, field.length));
    }

    /** Decodes; finds fault with a fault that is not told, and with a command that is not taken whole. */
    private Outcome play(List<Member> members) {
        String text = text(members);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Outcome outcome;
        try {
            outcome = commands.decode(bytes, 0, bytes.length, 0, true);
        } catch (RuntimeException e) {
            return fail("text=" + text, e);
        }
        if (outcome == Outcome.COMMAND) {
            assertTrue(commands.field() == null, text);
            if (commands.unknownCount() == 0) {
                assertTakenWhole(text);
            }
        } else {
            assertTrue(commands.field() != null && !commands.expected().isEmpty(), text);
            boolean saysWhat = commands.expected().startsWith("expected ") || outcome == Outcome.UNSUPPORTED;
            assertTrue(saysWhat, () -> text + ": " + commands.expected());
        }
        return outcome;
    }

    private void assertTakenWhole(String text) {
        byte[] taken = new byte[commands.length()];
        commands.buffer().getBytes(0, taken);
        JsonWriter printed = new JsonWriter();
        lines.write(commands.buffer(), 0, commands.atNs() == Directory.NO_TIME ? 0 : commands.atNs(), printed);
        Outcome outcome = again.decode(printed.array(), 0, printed.length(), 0, true);
        assertEquals(
                Outcome.COMMAND,
                outcome,
                () -> text + " -> " + printed + ": " + again.field() + " " + again.expected());
        byte[] readAgain = new byte[again.length()];
        again.buffer().getBytes(0, readAgain);
        assertArrayEquals(taken, readAgain, () -> text + " -> " + printed);
    }

    private void assertNames(String field, List<Member> members) {
        boolean isNamed = commands.field().equals(field) || commands.field().startsWith(field + ".");
        assertTrue(
                isNamed,
                () -> text(members) + ": expected " + field + " to be named, told " + commands.field() + ": "
                        + commands.expected());
    }

    private static String text(List<Member> members) {
        return "{"
                + String.join(",", members.stream().map(Member::toString).toList())
                        .replace('\'', '"') + "}";
    }

    /** The members of an object without its braces; commas inside brackets divide nothing. */
    private static List<Member> members(String message) {
        List<Member> members = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i <= message.length(); i++) {
            char c = i == message.length() ? ',' : message.charAt(i);
            depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
            if (c == ',' && depth == 0) {
                String member = message.substring(from, i);
                int colon = member.indexOf(':');
                members.add(new Member(member.substring(1, colon - 1), member.substring(colon + 1)));
                from = i + 1;
            }
        }
        return members;
    }
}
