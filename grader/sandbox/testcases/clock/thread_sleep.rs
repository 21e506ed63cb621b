// A sleeping thread, and a channel that nothing comes through in time.
use std::fs::File;
use std::io::Write;
use std::os::unix::io::FromRawFd;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

fn main() {
    let mut trace = unsafe { File::from_raw_fd(3) };
    trace.write_all(b"begin").unwrap();
    thread::spawn(|| thread::sleep(Duration::from_millis(50)))
        .join()
        .unwrap();
    let (_sender, receiver) = mpsc::channel::<()>();
    receiver
        .recv_timeout(Duration::from_millis(50))
        .expect_err("nothing is sent");
    trace.write_all(b"end").unwrap();
}
