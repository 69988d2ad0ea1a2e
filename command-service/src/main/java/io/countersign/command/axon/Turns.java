package io.countersign.command.axon;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets commands about the same thing be decided one after another on this node, in the order they came, because two at once would only make
 * the later one be decided again. Things share {@value #LOCKS} fair locks, so two may wait for each other without need; never wrong, seldom slow.
 */
final class Turns {

    private static final int LOCKS = 1024;

    private final Lock[] locks = new Lock[LOCKS];

    Turns() {
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock(true);
        }
    }

    <T> T take(String about, Supplier<T> work) {
        Lock lock = locks[Math.floorMod(about.hashCode() * 0x9E3779B9 >>> 8, LOCKS)];
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
