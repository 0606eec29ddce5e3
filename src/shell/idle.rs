//! Whether the machine slept: the wall clock went on and the monotonic clock stood still, or the loop that asks was held up.
#![expect(clippy::disallowed_methods, reason = "two clocks are compared here, and nothing else is told the time by them")]

use std::time::{Duration, Instant, SystemTime};

/// So much more on the one clock than on the other is a sleep; the clocks of a running machine drift by far less.
const SLEPT: Duration = Duration::from_secs(20);

/// Compares the two clocks from one look to the next.
pub struct SleepWatch {
    wall: SystemTime,
    steady: Instant,
}

impl Default for SleepWatch {
    fn default() -> Self {
        Self { wall: SystemTime::now(), steady: Instant::now() }
    }
}

impl SleepWatch {
    /// Whether the machine slept since the last look. A wall clock that was put forward by hand counts as well: locking once too often
    /// harms nobody.
    pub fn slept(&mut self) -> bool {
        self.look(SystemTime::now(), Instant::now())
    }

    fn look(&mut self, wall: SystemTime, steady: Instant) -> bool {
        let by_wall = wall.duration_since(self.wall).unwrap_or_default();
        let by_steady = steady.saturating_duration_since(self.steady);
        (self.wall, self.steady) = (wall, steady);
        by_wall > by_steady + SLEPT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sleep_is_told_once_and_time_that_passes_is_none() {
        let mut watch = SleepWatch::default();
        let (wall, steady) = (watch.wall, watch.steady);
        let at = |seconds| Duration::from_secs(seconds);
        assert!(!watch.look(wall + at(60), steady + at(60)));
        assert!(!watch.look(wall + at(7200), steady + at(7190)), "a little drift");
        assert!(watch.look(wall + at(10_800), steady + at(7191)), "an hour's sleep");
        assert!(!watch.look(wall + at(10_801), steady + at(7192)), "told once");
        assert!(!watch.look(wall + at(60), steady + at(7193)), "a clock that was put back");
    }
}
