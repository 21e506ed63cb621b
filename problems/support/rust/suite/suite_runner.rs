//! Runs one test of a suite, asked for over the connection that stdin is: a secret, and
//! in a line the test's name, or nothing for a list of all. It answers there: in a line,
//! a digest of the text by the secret, and the text, a JSON.
//!
//! A submission is a part of this program, so what is answered is a claim. What is asked
//! is read before anything of the submission's runs, since its main is this; the secret
//! lies where nobody can read while tests run, and never leaves: who has the answer go
//! elsewhere has no key to another one. Files that show memory are closed to it by who
//! started it (suite_closed_files.py).
#![feature(test)]

extern crate test;

use std::any::Any;
use std::fs::File;
use std::hash::Hasher;
use std::io::{Read, Write};
use std::mem::ManuallyDrop;
use std::os::unix::fs::MetadataExt;
use std::os::unix::io::FromRawFd;
use std::sync::Mutex;
use std::thread;
use test::{ShouldPanic, StaticTestFn, TestDescAndFn};

mod c {
    extern "C" {
        pub fn mmap(at: *mut u8, length: usize, protection: i32, flags: i32, fd: i32,
                    offset: i64) -> *mut u8;
        pub fn mprotect(at: *mut u8, length: usize, protection: i32) -> i32;
        pub fn fcntl(fd: i32, command: i32, value: i32) -> i32;
        pub fn _exit(status: i32) -> !;
    }
    pub const PRIVATE_ANONYMOUS: i32 = 0x22;
    pub const READ_WRITE: i32 = 3;
    pub const READ: i32 = 1;
    pub const NONE: i32 = 0;
    pub const F_SETFD: i32 = 2;
    pub const FD_CLOEXEC: i32 = 1;
}

const CONNECTION: i32 = 0; // stdin
const PAGE: usize = 65536; // of the largest there are
const KEY: usize = 32; // digits
const LONGEST_TEXT: usize = 4 << 10;
const LONGEST_ORDER: u64 = 64 << 10;

fn leave() -> ! {
    unsafe { c::_exit(0) }
}

/// Without closing it.
fn connection() -> ManuallyDrop<File> {
    ManuallyDrop::new(unsafe { File::from_raw_fd(CONNECTION) })
}

/// The connection by what it is, whatever has its number later.
fn identity() -> Option<(u64, u64)> {
    let found = connection().metadata().ok()?;
    Some((found.dev(), found.ino()))
}

/// Who asked, and how answers are signed.
struct Asker {
    key: *mut u8, // a page of its own
    identity: (u64, u64),
}

impl Asker {
    /// And the name of the test.
    fn read() -> (Asker, String) {
        let mut order = Vec::with_capacity(LONGEST_ORDER as usize);
        let read = (&*connection()).take(LONGEST_ORDER).read_to_end(&mut order);
        let key = unsafe {
            c::mmap(std::ptr::null_mut(), PAGE, c::READ_WRITE, c::PRIVATE_ANONYMOUS, -1, 0)
        };
        let identity = identity();
        if read.is_err() || order.len() <= KEY || key as isize == -1 || identity.is_none() {
            leave();
        }
        unsafe {
            std::ptr::copy_nonoverlapping(order.as_ptr(), key, KEY);
            for place in 0..KEY {
                std::ptr::write_volatile(order.as_mut_ptr().add(place), 0);
            }
            c::mprotect(key, PAGE, c::NONE);
            c::fcntl(CONNECTION, c::F_SETFD, c::FD_CLOEXEC);
        }
        let name = String::from_utf8_lossy(&order[KEY + 1..]).trim_end().to_string();
        (Asker { key, identity: identity.unwrap() }, name)
    }

    /// Ends the program with nothing of the submission's between.
    fn answer(&self, report: &str) -> ! {
        let _ = std::io::stdout().flush();
        if identity() != Some(self.identity) {
            leave();
        }
        unsafe { c::mprotect(self.key, PAGE, c::READ) };
        let digits = unsafe { std::slice::from_raw_parts(self.key, KEY) };
        let half = |digits: &[u8]| {
            digits.iter().fold(0u64, |sum, digit| {
                sum << 4 | (*digit as char).to_digit(16).unwrap_or(0) as u64
            })
        };
        #[allow(deprecated)]
        let mut digest =
            std::hash::SipHasher::new_with_keys(half(&digits[..16]), half(&digits[16..]));
        digest.write(report.as_bytes());
        let answer = format!("{:016x}\n{}", digest.finish(), report);
        let _ = (&*connection()).write_all(answer.as_bytes());
        leave()
    }
}

/// A panic, wherever it is caught.
struct Panic {
    message: String,
    file: String,
    line: u32,
}

static PANICS: Mutex<Vec<Panic>> = Mutex::new(Vec::new());

fn said(payload: &(dyn Any + Send)) -> String {
    match payload.downcast_ref::<&str>() {
        Some(text) => text.to_string(),
        None => match payload.downcast_ref::<String>() {
            Some(text) => text.clone(),
            None => "a panic that says nothing".to_string(),
        },
    }
}

fn note_panics(name: &str) {
    let tell = std::panic::take_hook();
    let test_thread = name.to_string();
    std::panic::set_hook(Box::new(move |info| {
        let (file, line) = info.location().map_or((String::new(), 0), |place| {
            (place.file().to_string(), place.line())
        });
        let message = said(info.payload());
        if let Ok(mut panics) = PANICS.lock() {
            panics.push(Panic { message, file, line });
        }
        // What ends the test is in its report.
        if thread::current().name() != Some(&test_thread) {
            tell(info);
        }
    }));
}

/// What a test gives back: nothing, or in later releases also that it failed.
trait GivenBack {
    fn failure(self) -> Option<String>;
}
impl GivenBack for () {
    fn failure(self) -> Option<String> {
        None
    }
}
impl GivenBack for Result<(), String> {
    fn failure(self) -> Option<String> {
        self.err()
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for one in text.chars().take(LONGEST_TEXT) {
        match one {
            '"' | '\\' => {
                out.push('\\');
                out.push(one);
            }
            one if one < ' ' => out.push_str(&format!("\\u{:04x}", one as u32)),
            one => out.push(one),
        }
    }
    out.push('"');
    out
}

fn list(tests: &[&TestDescAndFn]) -> String {
    let all: Vec<String> = tests
        .iter()
        .map(|one| {
            let left_out = one.desc.ignore && one.desc.ignore_message.is_some();
            format!("{{\"name\": {}, \"left_out\": {}}}",
                    quoted(&one.desc.name.to_string()), left_out)
        })
        .collect();
    format!("{{\"tests\": [{}]}}", all.join(", "))
}

/// `outcome`: passed, failed, or panicked where a panic decides.
fn report(outcome: &str, message: &str) -> String {
    let panics: Vec<String> = match PANICS.lock() {
        Ok(seen) => seen
            .iter()
            .map(|one| {
                format!("{{\"message\": {}, \"file\": {}, \"line\": {}}}",
                        quoted(&one.message), quoted(&one.file), one.line)
            })
            .take(16)
            .collect(),
        Err(_) => leave(),
    };
    format!("{{\"outcome\": {}, \"message\": {}, \"panics\": [{}]}}",
            quoted(outcome), quoted(message), panics.join(", "))
}

/// By the rules of Rust's own harness.
fn outcome_of(test: &TestDescAndFn, name: &str) -> String {
    let body = match test.testfn {
        StaticTestFn(body) => body,
        _ => return report("failed", "this is no test, but a benchmark"),
    };
    note_panics(name);
    let ended = match thread::Builder::new()
        .name(name.to_string())
        .spawn(move || body().failure())
    {
        Ok(running) => running.join(),
        Err(_) => leave(),
    };
    match (&test.desc.should_panic, ended) {
        (ShouldPanic::No, Ok(None)) => report("passed", ""),
        (ShouldPanic::No, Ok(Some(failure))) => report("failed", &failure),
        (ShouldPanic::No, Err(payload)) => report("panicked", &said(&*payload)),
        (_, Ok(_)) => report("failed", "the test did not panic, as it should"),
        (ShouldPanic::YesWithMessage(wanted), Err(payload)) => {
            let message = said(&*payload);
            if message.contains(wanted) {
                return report("panics", "");
            }
            report("failed", &format!("expected a panic that says {:?}, found {:?}", wanted,
                                      message))
        }
        (_, Err(_)) => report("panics", ""),
    }
}

pub fn run(tests: &[&TestDescAndFn]) {
    let (asker, name) = Asker::read();
    if name.is_empty() {
        asker.answer(&list(tests));
    }
    for one in tests {
        if one.desc.name.to_string() == name {
            asker.answer(&outcome_of(one, &name));
        }
    }
    asker.answer("{\"outcome\": \"missing\", \"message\": \"\", \"panics\": []}")
}
