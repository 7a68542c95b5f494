//! More connections than the process may hold.

use std::net::TcpStream;
use std::process::Command;
use std::time::Duration;

use super::running::{Folder, Running, until};

/// What the process has used of a processor, in hundredths of a second.
fn ticks(process: u32) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).expect("it runs");
    let fields = stat.rsplit(") ").next().expect("fields").split(' ');
    fields
        .skip(11)
        .take(2)
        .map(|field| field.parse::<u64>().expect("a number"))
        .sum()
}

#[test]
fn a_crowd_is_waited_out_quietly() {
    let folder = Folder::new();
    let cove = Running::serve(&folder, &[]);
    let limits =
        std::fs::read_to_string(format!("/proc/{}/limits", cove.process())).expect("limits");
    let open = limits
        .lines()
        .find(|line| line.starts_with("Max open files"))
        .expect("a limit");
    let open: Vec<&str> = open.split_whitespace().skip(3).take(2).collect();
    assert_eq!(open[0], open[1], "as many as there may be");
    assert_eq!(cove.get("/readyz").status, 200);
    let few = Command::new("prlimit")
        .args(["--pid", &cove.process().to_string(), "--nofile=48:48"])
        .status()
        .expect("prlimit runs");
    assert!(few.success());
    let crowd: Vec<TcpStream> = (0..64).map(|_| cove.connect()).collect();
    until("a warning", || {
        Running::log(&folder)
            .contains("a connection could not be taken")
            .then_some(())
    });
    let before = ticks(cove.process());
    // Nothing is to happen: what it does with a second of its own is the test.
    std::thread::sleep(Duration::from_secs(1));
    assert!(ticks(cove.process()) - before < 20, "it spins");
    assert_eq!(
        Running::log(&folder)
            .matches("a connection could not be taken")
            .count(),
        1
    );
    drop(crowd);
    assert_eq!(cove.get("/healthz").status, 200);
    cove.stop();
}
