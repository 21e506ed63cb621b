import java.io.FileDescriptor;
import java.io.FileOutputStream;

// A sleeping thread that another joins, and a wait with a limit on a monitor.
class ThreadSleep {
  public static void main(String[] arguments) throws Exception {
    // Descriptor 3 has no name that could be opened: it is a socket.
    var constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
    constructor.setAccessible(true);
    var trace = new FileOutputStream(constructor.newInstance(3));
    trace.write("begin".getBytes());
    var sleeper = new Thread(() -> {
      try {
        Thread.sleep(50);
      } catch (InterruptedException never) {
        throw new IllegalStateException(never);
      }
    });
    sleeper.start();
    sleeper.join();
    var monitor = new Object();
    synchronized (monitor) {
      monitor.wait(50);
    }
    trace.write("end".getBytes());
  }
}
