package io.tekcos.chat.cli;

import io.tekcos.chat.model.Via;
import java.util.ArrayList;
import java.util.List;

/**
 * One text of the demo.
 *
 * @param from the name of the side that sends it
 * @param to the name of the other
 * @param via the path it is sent by
 * @param text unlike every other text of the demo
 */
record DemoText(String from, String to, Via via, String text) {

    static final String SERVER = "server";
    static final String CLIENT = "client";

    /** The paths it shows. */
    static final List<Via> PATHS = List.of(Via.TCP, Via.UDP);

    private static final List<String> CLIENT_BY_TCP = List.of(
            "Hello! Can you read me?",
            "This goes by TCP: in order, and you confirm it.",
            "한글도 잘 보이나요?",
            "Größe, façade, naïve, Łódź",
            "日本語と中文",
            "👩‍👩‍👧 is one family, 🇰🇷 one flag",
            "   three spaces in front",
            "a \"quoted\" text, a back\\slash",
            "안녕하세요 👋 mixed",
            "That was my last by TCP.");

    private static final List<String> SERVER_BY_TCP = List.of(
            "Hello! Loud and clear.",
            "Confirmed.",
            "네, 아주 잘 보입니다.",
            "Ängstlich, garçon, señor, Kraków",
            "どちらも読めます",
            "👍🏽 and they arrived whole",
            "and three behind   ",
            "{\"json\": [1, 2]} is a text too",
            "반갑습니다 🎉 also mixed",
            "And mine.");

    private static final List<String> CLIENT_BY_UDP = List.of(
            "Now by UDP: one datagram, one text.",
            "Nobody confirms this one.",
            "데이터그램으로도 한글이 됩니다.",
            "Übermorgen",
            "こんばんは",
            "🚀",
            "Quick, isn't it?",
            "1 2 3",
            "안녕 🌙",
            "That was my last by UDP.");

    private static final List<String> SERVER_BY_UDP = List.of(
            "It came as a datagram.",
            "It came all the same.",
            "그렇네요, 잘 도착했습니다.",
            "Até amanhã",
            "おやすみなさい",
            "🛰️ received",
            "Very.",
            "4 5 6",
            "잘 자요 ⭐",
            "Over and out.");

    /** The whole conversation: ten texts by each path and in each direction, in turns. */
    static List<DemoText> all() {
        List<DemoText> texts = new ArrayList<>();
        addTurns(texts, Via.TCP, CLIENT_BY_TCP, SERVER_BY_TCP);
        addTurns(texts, Via.UDP, CLIENT_BY_UDP, SERVER_BY_UDP);
        return List.copyOf(texts);
    }

    private static void addTurns(List<DemoText> to, Via via, List<String> client, List<String> server) {
        for (int i = 0; i < client.size(); i++) {
            to.add(new DemoText(CLIENT, SERVER, via, client.get(i)));
            to.add(new DemoText(SERVER, CLIENT, via, server.get(i)));
        }
    }
}
