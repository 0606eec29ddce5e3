//! Times as ratios: against a named limit, or against a peer that does the same work. Times alone are one machine's.

use std::time::{Duration, Instant};

/// What one call takes: the middle of nine rounds, so that one disturbed round does not count.
pub fn each(calls: u32, mut run: impl FnMut()) -> Duration {
    run();
    let mut rounds: Vec<Duration> = (0..9)
        .map(|_| {
            let begun = Instant::now();
            for _ in 0..calls {
                run();
            }
            begun.elapsed() / calls
        })
        .collect();
    rounds.sort();
    rounds[rounds.len() / 2]
}

/// Prints how much of its limit something takes.
pub fn of_limit(name: &str, took: Duration, limit: Duration) {
    println!("{name}: {took:?}, {:.2} of the limit of {limit:?}", took.as_secs_f64() / limit.as_secs_f64());
}

/// Prints how something compares with a peer that does the same work.
#[allow(dead_code, reason = "not every benchmark has a peer")]
pub fn of_peer(name: &str, took: Duration, peer: &str, peer_took: Duration) {
    println!("{name}: {took:?}, {:.2} times {peer} ({peer_took:?})", took.as_secs_f64() / peer_took.as_secs_f64());
}
