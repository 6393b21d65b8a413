//! How long something takes, on a machine that has other things to do: the
//! best of several times on the processor.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// Shorter times are of several calls, so that a tick of the clock is little
/// of them.
const SHORTEST: Duration = Duration::from_millis(200);

/// As often for what is short as for what is long: the best of more is better.
const ROUNDS: u32 = 5;

/// A point in the time that this thread has had a processor, where the system
/// tells that; elsewhere on the clock.
struct Moment {
    clock: Instant,
    worked: Option<Duration>,
}

impl Moment {
    fn now() -> Moment {
        Moment {
            clock: Instant::now(),
            worked: worked(),
        }
    }

    fn elapsed(&self) -> Duration {
        match (self.worked, worked()) {
            (Some(before), Some(now)) => now.saturating_sub(before),
            _ => self.clock.elapsed(),
        }
    }
}

/// Linux alone tells it, in nanoseconds, as the first of three numbers.
fn worked() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ')
        .next()?
        .parse()
        .ok()
        .map(Duration::from_nanos)
}

/// The shortest time that `work` took with what `prepare` gave it, in seconds,
/// and what came out. Neither preparing nor dropping counts.
pub(crate) fn best<T, U>(prepare: impl Fn() -> T, work: impl Fn(T) -> U) -> (f64, U) {
    let mut batch = 1;
    let mut rounds = 0;
    let mut least = f64::INFINITY;
    loop {
        let given: Vec<T> = (0..batch).map(|_| prepare()).collect();
        let mut done = Vec::with_capacity(batch);
        let began = Moment::now();
        for one in given {
            done.push(black_box(work(black_box(one))));
        }
        let took = began.elapsed();
        let last = done.pop();
        drop(done);
        if took < SHORTEST && rounds == 0 {
            // Twice as many until they take long enough.
            batch *= 2;
            continue;
        }
        rounds += 1;
        least = least.min(took.as_secs_f64() / batch as f64);
        if let (true, Some(last)) = (rounds == ROUNDS, last) {
            return (least, last);
        }
    }
}
