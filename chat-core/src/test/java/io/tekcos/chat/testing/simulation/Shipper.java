package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Chunk;
import io.tekcos.chat.wire.Offer;
import java.util.ArrayList;
import java.util.List;

/**
 * The people on both sides who send files and get them: they offer, accept, pause, cancel, and offer again what has failed. It is
 * here too that connections of transfers break, and programs forget what they were at.
 */
final class Shipper {

    private static final long MEAN_GAP = MILLISECONDS.toNanos(500);
    private static final int LATEST_BREAK = 3 * Chunk.MAX_BYTES / 2;

    private final World world;
    private final Dice dice;
    private final List<Waybill> waybills = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();
    private boolean sound;

    Shipper(World world, Dice dice) {
        this.world = world;
        this.dice = dice;
        sound = world.scenario().calm;
        for (int i = 0; i < world.scenario().files; i++) {
            waybills.add(new Waybill(dice.chance(0.5), dice.split(), world.happenings()));
        }
    }

    Bytes32 nonce() {
        return dice.bytes32();
    }

    void begin() {
        if (sound) {
            waybills.forEach(Waybill::clearUp);
        }
        for (Waybill waybill : waybills) {
            world.agenda().after(dice.between(0, world.scenario().active / 2), () -> act(waybill));
        }
    }

    /** A connection for a transfer is there. */
    void onConnection(Connection connection) {
        connections.add(connection);
        if (!sound && dice.chance(0.5)) {
            connection.planBreakByBytes(dice.chance(0.3) ? 1_000 : LATEST_BREAK);
        }
    }

    /** A chunk has arrived, and is being written; the connection may be lost before anybody says so. */
    void onChunk() {
        if (!sound && dice.chance(0.1)) {
            breakLatest();
        }
    }

    private void breakLatest() {
        connections.get(connections.size() - 1).breakOff();
    }

    /** An offer has arrived, and somebody will decide about it. */
    ReceivingEnd receive(Desk desk, Offer offer) {
        ReceivingEnd receiving = new ReceivingEnd(desk, waybillOf(offer.transfer()), offer, dice.split());
        boolean wanted = sound || dice.chance(0.95);
        world.happenings().addIf(!wanted, Happening.TRANSFER_DECLINED);
        desk.side().loop().after(dice.about(MEAN_GAP), wanted ? receiving::accept : receiving::decline);
        return receiving;
    }

    private Waybill waybillOf(TransferId transfer) {
        return waybills.stream()
                .filter(waybill -> waybill.cargo().transfer().equals(transfer))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody has offered " + transfer));
    }

    /** Nothing goes wrong any more, and everybody wants what is offered. */
    void clearUp() {
        sound = true;
        waybills.forEach(Waybill::clearUp);
        connections.forEach(Connection::spare);
    }

    boolean isSettled() {
        return waybills.stream().allMatch(Waybill::isSettled);
    }

    void judgeAtRest() {
        waybills.forEach(Waybill::judgeAtRest);
    }

    /** Now and then somebody does something. */
    private void act(Waybill waybill) {
        if (waybill.isSettled() || !(world.client().isAlive() || world.server().isAlive())) {
            return;
        }
        boolean asSender = dice.chance(0.5);
        Side side = waybill.isToServer() == asSender ? world.client() : world.server();
        side.loop().execute(() -> {
            if (side.isAlive()) {
                act(waybill, side, asSender);
            }
        });
        world.agenda().after(dice.about(MEAN_GAP), () -> act(waybill));
    }

    private void act(Waybill waybill, Side side, boolean asSender) {
        FileEnd end = side.desk().find(waybill.cargo().transfer());
        if (end != null && sound) {
            end.setPaused(false);
        } else if (end != null) {
            disturb(waybill, side.desk(), end, asSender);
        } else if (asSender && !waybill.isSettled()) {
            offer(waybill, side.desk());
        }
    }

    private void offer(Waybill waybill, Desk desk) {
        if (desk.offer(waybill, dice.split()) != null) {
            world.happenings().add(Happening.OFFERED);
        }
    }

    private void disturb(Waybill waybill, Desk desk, FileEnd end, boolean asSender) {
        int percent = dice.between(1, 100);
        if (percent <= 12) {
            world.happenings().add(asSender ? Happening.PAUSED_BY_SENDER : Happening.PAUSED_BY_RECEIVER);
            end.setPaused(true);
        } else if (percent <= 14) {
            world.happenings().add(asSender ? Happening.CANCELLED_BY_SENDER : Happening.CANCELLED_BY_RECEIVER);
            end.fail(TransferFault.CANCELLED, "it was cancelled");
        } else if (percent <= 19) {
            forget(waybill, desk, end, asSender);
        } else if (percent <= 26 && !connections.isEmpty()) {
            breakLatest();
        } else {
            end.setPaused(false);
        }
    }

    /** Another program takes the place of the one before; or a sender alone gives it up without a word, and offers it again. */
    private void forget(Waybill waybill, Desk desk, FileEnd end, boolean asSender) {
        if (asSender && dice.chance(0.5)) {
            world.trace().add(end, "is given up");
            world.happenings().add(Happening.SENDER_FORGOT);
            desk.lose(end);
            offer(waybill, desk);
        } else {
            world.trace().add(desk.side(), "begins anew");
            world.happenings().add(Happening.PROGRAM_BEGAN_ANEW);
            waybills.stream()
                    .filter(other -> desk.find(other.cargo().transfer()) instanceof ReceivingEnd)
                    .forEach(this::loseSome);
            desk.beginAnew();
        }
    }

    private void loseSome(Waybill waybill) {
        int bytes = dice.chance(0.3) ? waybill.shelf().lose(dice) : 0;
        world.happenings().addIf(bytes > 0, Happening.CHUNK_FORGOTTEN);
        waybill.onForgotten(bytes);
    }
}
