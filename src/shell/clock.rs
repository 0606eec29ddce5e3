//! The machine's clock: the only place that reads it.
#![expect(clippy::disallowed_methods, reason = "this is the clock that everything else is handed")]

use chrono::Local;

use crate::domain::day::Day;
use crate::domain::record::Moment;

/// The day that it is here.
#[must_use]
pub fn today() -> Day {
    Local::now().date_naive()
}

/// The moment that it is, with this place's offset from UTC.
#[must_use]
pub fn now() -> Moment {
    Local::now().fixed_offset()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_is_the_day_of_now() {
        // Asked on both sides of `now`, so that midnight between them changes nothing.
        let (before, now, after) = (today(), now(), today());
        assert!(before <= now.date_naive() && now.date_naive() <= after);
    }
}
