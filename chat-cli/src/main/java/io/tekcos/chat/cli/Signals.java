package io.tekcos.chat.cli;

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
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            var handle = signalType.getMethod("handle", signalType, handlerType);
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
            Object before = handle.invoke(null, signal, handler);
            Object ignore = handlerType.getField("SIG_IGN").get(null);
            if (ignore.equals(before)) { // as with nohup
                handle.invoke(null, signal, ignore);
            }
        } catch (ReflectiveOperationException | IllegalArgumentException missing) { // Windows knows no HUP
            LoggerFactory.getLogger(Signals.class).debug("SIG{} keeps the system's meaning", name, missing);
        }
    }
}
