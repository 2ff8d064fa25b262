package io.framefarm.deploy.chaos;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from one role to the broker, which can be cut: connections stay open and nothing goes through, as when a switch
 * dies. When it is mended, what was on its way arrives late.
 */
final class Cable implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Cable.class);
    private static final int BUFFER_BYTES = 1 << 16;

    private final String name;
    private final int target;
    private final ServerSocket entrance;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private final Object mending = new Object();
    private volatile boolean cut;
    private volatile boolean closed;

    private Cable(String name, int target, ServerSocket entrance) {
        this.name = name;
        this.target = target;
        this.entrance = entrance;
    }

    /** From a free port of 127.0.0.1 to this one. */
    static Cable to(int target, String name) {
        try {
            Cable cable = new Cable(name, target, new ServerSocket(0, 64, InetAddress.getLoopbackAddress()));
            cable.thread("entrance", cable::takeCalls);
            return cable;
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on 127.0.0.1", e);
        }
    }

    int port() {
        return entrance.getLocalPort();
    }

    void cut() {
        cut = true;
    }

    void mend() {
        synchronized (mending) {
            cut = false;
            mending.notifyAll();
        }
    }

    private void takeCalls() {
        while (!closed) {
            try {
                Socket near = entrance.accept();
                open.add(near);
                thread("call", () -> connect(near));
            } catch (IOException e) {
                LOG.debug("The cable {} takes no more calls: {}", name, e.toString());
            }
        }
    }

    private void connect(Socket near) {
        awaitMended();
        try {
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(far);
            thread("there", () -> carry(near, far));
            thread("back", () -> carry(far, near));
        } catch (IOException e) {
            hangUp(near);
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitMended();
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            LOG.trace("A call over the cable {} has ended: {}", name, e.toString());
        } finally {
            awaitMended(); // on a dead line nobody hears that the other side has hung up
            hangUp(from);
            hangUp(to);
        }
    }

    private void awaitMended() {
        synchronized (mending) {
            while (cut && !closed) {
                try {
                    mending.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private void hangUp(Closeable socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            LOG.trace("A socket of the cable {} was gone already: {}", name, e.toString());
        }
    }

    private void thread(String what, Runnable work) {
        Thread thread = new Thread(work, "cable-" + name + "-" + what);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        mend();
        hangUp(entrance);
        Set.copyOf(open).forEach(this::hangUp);
    }
}
