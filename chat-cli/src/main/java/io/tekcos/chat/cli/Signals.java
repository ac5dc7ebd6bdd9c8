package io.tekcos.chat.cli;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.slf4j.LoggerFactory;

/**
 * Handles signals by {@code sun.misc.Signal}, which every JDK has in its module jdk.unsupported, and which javac does not let
 * anybody name without a warning.
 */
final class Signals {

    private Signals() {}

    /** Runs an action at each signal, unless whoever started the program told it to ignore that signal. */
    static void handle(String name, Runnable action) {
        try {
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            InvocationHandler calls = (proxy, method, args) -> switch (method.getName()) {
                case "handle" -> {
                    action.run();
                    yield null;
                }
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> args != null && proxy == args[0];
                default -> "handler of " + name;
            };
            Object handler = Proxy.newProxyInstance(handlerType.getClassLoader(), new Class<?>[] {handlerType}, calls);
            Object before = replace(name, handler);
            Object ignore = handlerType.getField("SIG_IGN").get(null);
            if (ignore.equals(before)) { // as with nohup
                replace(name, ignore);
            }
        } catch (ReflectiveOperationException | IllegalArgumentException missing) { // Windows knows no HUP
            LoggerFactory.getLogger(Signals.class).debug("SIG{} keeps the system's meaning", name, missing);
        }
    }

    /**
     * Stops the program, and whatever is in one job with it, as Ctrl-Z does to those that do not handle SIGTSTP; returns when they
     * are continued, at once if nobody could continue them. The shell sends the signal, for Java sends none without a handler.
     */
    static void stop() {
        try {
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object before = replace("TSTP", handlerType.getField("SIG_DFL").get(null));
            // To the whole process group, the sh with it: of a stopped job that still had a running wrapper, nobody
            // would hear.
            new ProcessBuilder("sh", "-c", "kill -TSTP 0").start().waitFor();
            replace("TSTP", before);
        } catch (ReflectiveOperationException | IllegalArgumentException | IOException missing) {
            LoggerFactory.getLogger(Signals.class).debug("The program cannot be stopped", missing);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sets a signal's handler, and returns the one it had. */
    private static Object replace(String name, Object handler) throws ReflectiveOperationException {
        Class<?> signalType = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        return signalType.getMethod("handle", signalType, handlerType).invoke(null, signal(name), handler);
    }

    private static Object signal(String name) throws ReflectiveOperationException {
        return Class.forName("sun.misc.Signal").getConstructor(String.class).newInstance(name);
    }
}
