package io.tekcos.chat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.testing.document.Block;
import io.tekcos.chat.testing.document.Drawing;
import io.tekcos.chat.testing.document.Drawing.Cell;
import io.tekcos.chat.testing.document.Example;
import io.tekcos.chat.testing.document.Field;
import io.tekcos.chat.testing.document.ProtocolDocument;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the tables and drawings of {@code docs/PROTOCOL.md} to the constants of the code, and its examples to both. */
class ProtocolDocumentTest {

    private static final ProtocolDocument DOCUMENT = ProtocolDocument.read();
    private static final Set<Class<?>> NOT_ON_THE_WIRE = Set.of(Skipped.class, UnknownDatagram.class);

    @Test
    void shouldListTheFrameTypesOfTheCode() throws Exception {
        assertThat(frameTypes()).isEqualTo(typesOf(Frame.class));
    }

    @Test
    void shouldListTheDatagramTypesOfTheCode() throws Exception {
        assertThat(datagramTypes())
                .isEqualTo(typesOf(Datagram.class))
                .allSatisfy((name, type) ->
                        assertThat(type).as("the room kept for QUIC").isLessThan(0x40));
    }

    @Test
    void shouldNameTheTypeBitsOfTheCode() {
        Map<String, Integer> bits = DOCUMENT.rows("bit", "mask", "name", "meaning").stream()
                .peek(row -> assertThat(Integer.decode(row.get(1))).isEqualTo(1 << Integer.parseInt(row.get(0))))
                .collect(Collectors.toMap(row -> row.get(2), row -> Integer.decode(row.get(1))));

        assertThat(bits).isEqualTo(Map.of("skippable", Frame.SKIPPABLE, "sequenced", Frame.SEQUENCED));
    }

    @Test
    void shouldListTheRefusalCodesOfTheCode() {
        assertThat(codes("code", "name", "why", "trying again"))
                .isEqualTo(Stream.of(RefusalCode.values())
                        .filter(code -> code != RefusalCode.UNRECOGNISED)
                        .collect(Collectors.toMap(RefusalCode::code, RefusalCode::name)));
    }

    @Test
    void shouldListTheCloseCodesOfTheCode() {
        assertThat(codes("code", "name", "why"))
                .isEqualTo(Stream.of(CloseCause.values())
                        .filter(cause -> cause.code() >= 0)
                        .collect(Collectors.toMap(CloseCause::code, CloseCause::name)));
    }

    @Test
    void shouldListTheTransferFaultsOfTheCode() {
        assertThat(codes("code", "name", "why it failed", "the partial"))
                .isEqualTo(Stream.of(TransferFault.values())
                        .filter(fault -> fault.code() > 0)
                        .collect(Collectors.toMap(TransferFault::code, TransferFault::name)));
    }

    @Test
    void shouldNameOnlyListedCodesForBadInput() {
        Set<String> refusals =
                Set.copyOf(codes("code", "name", "why", "trying again").values());
        Set<String> causes = Set.copyOf(codes("code", "name", "why").values());

        assertThat(DOCUMENT.rows("TCP input", "during the handshake", "after it"))
                .allSatisfy(row -> {
                    assertThat(row.get(1)).matches(cell -> isEmptyOrIn(cell, refusals));
                    assertThat(row.size() < 3 ? "" : row.get(2)).matches(cell -> isEmptyOrIn(cell, causes));
                });
    }

    @Test
    void shouldDrawOffsetsThatFollowFromTheSizes() {
        assertThat(DOCUMENT.drawings())
                .hasSize(36)
                .allSatisfy(drawing -> assertThat(drawing.offsets()).isEqualTo(drawing.expectedOffsets()));
    }

    @Test
    void shouldDrawBodiesBehindTheHeadersOfTheCode() {
        Map<Integer, Long> starts = DOCUMENT.drawings().stream()
                .map(Drawing::offsets)
                .collect(Collectors.groupingBy(offsets -> Integer.parseInt(offsets.get(0)), Collectors.counting()));

        assertThat(starts).isEqualTo(Map.of(0, 4L, Frame.HEADER_BYTES, 25L, Datagram.HEADER_BYTES, 7L));
    }

    @ParameterizedTest
    @MethodSource("soundBlocks")
    void shouldDrawTheFieldsOfTheExamplesInTheirOrderAndSize(Block block) {
        List<Cell> drawn = new ArrayList<>(DOCUMENT.fieldsIn(block.isTcp() ? "TCP: frames" : "UDP: datagrams"));
        drawn.remove(drawn.size() - 1);
        drawn.addAll(DOCUMENT.fieldsIn(sectionOf(block)));
        drawn.removeIf(cell -> Set.of("extensions", "more").contains(cell.name()));

        assertThat(block.fields())
                .extracting(Field::name)
                .isEqualTo(drawn.stream().map(Cell::name).toList());
        for (int i = 0; i < drawn.size(); i++) {
            int expected = sizeIn(block, drawn.get(i));
            assertThat(expected < 0 || block.fields().get(i).bytes().length == expected)
                    .as(drawn.get(i) + " in " + block)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void shouldSayWhatTheBytesOfTheExamplesSay(Block block) {
        assertThat(block.fields())
                .filteredOn(field -> field.meaning() != null)
                .allSatisfy(field -> assertThat(meanings(block, field)).contains(field.meaning()));
    }

    private static Stream<Block> blocks() {
        return DOCUMENT.everyExample().stream()
                .map(Example::blocks)
                .flatMap(List::stream)
                .distinct();
    }

    private static Stream<Block> soundBlocks() {
        return blocks().filter(block -> !block.foreign() && block.hasBytes());
    }

    /** The section that draws the body; most are called as their type. */
    private static String sectionOf(Block block) {
        String type = block.title();
        if (block.isTcp()) {
            return switch (type) {
                case "BOTH", "AGAIN" -> "TEXT"; // the same body, as their sections say
                case "PAUSE", "PROCEED" -> "ACCEPT";
                case "RESEND" -> "GOT";
                case "REFUSED" -> block.has("acknowledged") ? "An epitaph" : type;
                default -> type;
            };
        }
        return switch (type) {
            case "TEXT" -> "UDP: texts";
            case "PING", "PONG" -> type + " by UDP";
            default -> type;
        };
    }

    private static int sizeIn(Block block, Cell cell) {
        return cell.size().equals("n") ? block.field("n").u16() : cell.bytes();
    }

    /** Everything that the bytes of a field may be said to say. */
    private static Set<String> meanings(Block block, Field field) {
        BigInteger number = field.number();
        Set<String> meanings = Stream.of(
                        number.toString(), '"' + new String(field.bytes(), StandardCharsets.UTF_8) + '"')
                .collect(Collectors.toSet());
        if (field.name().equals("code")) {
            return Set.of(number + " " + nameOfCode(block.title(), number.intValue()));
        }
        if (field.name().equals("type")) {
            Map<String, Integer> types = block.isTcp() ? frameTypes() : datagramTypes();
            types.forEach((name, type) -> {
                if (number.intValue() == type
                        && (block.foreign() || block.title().equals(name))) {
                    meanings.add(name);
                }
            });
        }
        return meanings;
    }

    private static String nameOfCode(String type, int code) {
        return switch (type) {
            case "REFUSED" -> RefusalCode.ofCode(code).name();
            case "CANCEL" -> TransferFault.ofCode(code).name();
            default -> CloseCause.ofCode(code).name();
        };
    }

    private static boolean isEmptyOrIn(String cell, Set<String> names) {
        return cell.isEmpty() || cell.equals("no answer") || names.contains(cell);
    }

    private static Map<Integer, String> codes(String... header) {
        return DOCUMENT.rows(header).stream()
                .collect(Collectors.toMap(row -> Integer.valueOf(row.get(0)), row -> row.get(1)));
    }

    private static Map<String, Integer> frameTypes() {
        return types("type", "frame", "sent by", "when");
    }

    private static Map<String, Integer> datagramTypes() {
        return types("type", "datagram", "sent by");
    }

    private static Map<String, Integer> types(String... header) {
        return DOCUMENT.rows(header).stream()
                .collect(Collectors.toMap(row -> row.get(1), row -> Integer.decode(row.get(0))));
    }

    private static Map<String, Integer> typesOf(Class<?> sealed) throws ReflectiveOperationException {
        Map<String, Integer> types = new TreeMap<>();
        for (Class<?> permitted : sealed.getPermittedSubclasses()) {
            if (permitted.isSealed()) {
                types.putAll(typesOf(permitted));
            } else if (!NOT_ON_THE_WIRE.contains(permitted)) {
                types.put(
                        nameOnTheWire(permitted),
                        permitted.getDeclaredField("TYPE").getInt(null));
                for (java.lang.reflect.Field further : permitted.getDeclaredFields()) {
                    if (further.getName().startsWith("TYPE_") && !Modifier.isPrivate(further.getModifiers())) {
                        types.put(further.getName().substring("TYPE_".length()), further.getInt(null));
                    }
                }
            }
        }
        return types;
    }

    /** {@code HeloOk} is HELO-OK, {@code TextDatagram} is TEXT. */
    private static String nameOnTheWire(Class<?> message) {
        String name = message.getSimpleName().replace("Datagram", "");
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toUpperCase(Locale.ROOT);
    }
}
