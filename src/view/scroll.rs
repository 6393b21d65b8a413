//! Where the rows of a long list stand while it is scrolled.
//!
//! Browsers make nothing taller than some millions of pixels; a million rows
//! are taller. So what scrolls is no taller than they can: dragged far, it is
//! a map of the whole list, moved a little, the rows move by just as much.

use core::ops::Range;

/// The tallest thing every browser can lay out exactly, in CSS pixels.
const TALLEST: f64 = 10_000_000.0;
/// So many rows are kept ready above and below what is seen.
const AHEAD: u32 = 6;

/// A list of rows of one height behind a window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scroll {
    rows: u32,
    row_height: f64,
    /// The height of the window.
    room: f64,
    /// How much of the list lies above the window.
    top: f64,
    /// How far the browser has scrolled.
    scrolled: f64,
}

impl Scroll {
    /// A list of `rows` rows, at its beginning; heights in CSS pixels.
    pub fn new(rows: u32, row_height: f64, room: f64) -> Scroll {
        Scroll {
            rows,
            row_height,
            room,
            top: 0.0,
            scrolled: 0.0,
        }
    }

    /// The same list with more or fewer rows or another window, about where
    /// it was. Tells how far the browser has to scroll.
    pub fn resize(&mut self, rows: u32, row_height: f64, room: f64) -> f64 {
        let first = self.top / self.row_height;
        let top = first * row_height;
        *self = Scroll {
            top,
            ..Scroll::new(rows, row_height, room)
        };
        self.go(top)
    }

    /// How tall the thing is that the browser scrolls.
    pub fn height(&self) -> f64 {
        self.whole().min(TALLEST)
    }

    fn whole(&self) -> f64 {
        f64::from(self.rows) * self.row_height
    }

    /// How far one can go in the list; how far the browser can scroll.
    fn ends(&self) -> (f64, f64) {
        let end = |height: f64| (height - self.room).max(0.0);
        (end(self.whole()), end(self.height()))
    }

    /// The browser has scrolled.
    pub fn scroll(&mut self, scrolled: f64) {
        let (end, scrolled_end) = self.ends();
        let by = scrolled - self.scrolled;
        self.scrolled = scrolled;
        self.top = if scrolled <= 0.0 {
            0.0
        } else if scrolled >= scrolled_end - 0.5 {
            end
        } else if by.abs() < self.room && end > scrolled_end {
            (self.top + by).clamp(0.0, end)
        } else {
            scrolled / scrolled_end * end
        };
    }

    /// How far the browser has to scroll so that so much of the list lies
    /// above the window.
    fn go(&mut self, top: f64) -> f64 {
        let (end, scrolled_end) = self.ends();
        self.top = top.clamp(0.0, end);
        self.scrolled = match end {
            0.0 => 0.0,
            end => self.top / end * scrolled_end,
        };
        // Browsers scroll by whole pixels; rows stand where they are put.
        self.scrolled = self.scrolled.round();
        self.scrolled
    }

    /// How far the browser has to scroll so that the map is right again,
    /// once nobody scrolls any more.
    pub fn settle(&mut self) -> f64 {
        self.go(self.top)
    }

    /// How far the browser has to scroll so that a row is wholly in sight.
    pub fn show(&mut self, place: u32) -> f64 {
        let above = f64::from(place) * self.row_height;
        let below = above + self.row_height - self.room;
        self.go(self.top.clamp(below.min(above), above))
    }

    /// The rows to be there.
    pub fn places(&self) -> Range<u32> {
        let seen = self.seen();
        let end = seen.end.saturating_add(AHEAD).min(self.rows);
        seen.start.saturating_sub(AHEAD).min(end)..end
    }

    /// The rows that are seen, wholly or in part.
    pub fn seen(&self) -> Range<u32> {
        let first = (self.top / self.row_height).floor() as u32;
        let last = ((self.top + self.room) / self.row_height).ceil() as u32;
        first.min(self.rows)..last.min(self.rows)
    }

    /// Rows that are wholly seen at most: a page to leaf by.
    pub fn leaf(&self) -> u32 {
        ((self.room / self.row_height).floor() as u32).max(2) - 1
    }

    /// Where a row stands in the thing that is scrolled.
    pub fn offset(&self, place: u32) -> f64 {
        f64::from(place) * self.row_height - self.top + self.scrolled
    }
}

#[cfg(test)]
mod tests {
    use crate::view::scroll::{AHEAD, Scroll, TALLEST};

    #[test]
    fn a_short_list_stands_where_it_stands() {
        let mut scroll = Scroll::new(100, 55.0, 550.0);
        assert_eq!((scroll.height(), scroll.places()), (5_500.0, 0..10 + AHEAD));
        scroll.scroll(1_000.0);
        assert_eq!(scroll.seen(), 18..29);
        assert_eq!(scroll.places(), 18 - AHEAD..29 + AHEAD);
        assert_eq!((scroll.offset(18), scroll.offset(99)), (990.0, 5_445.0));
        assert_eq!((scroll.show(18), scroll.show(25)), (990.0, 990.0));
        assert_eq!((scroll.show(40), scroll.show(0)), (1_705.0, 0.0));
        scroll.scroll(4_950.0);
        assert_eq!(scroll.seen(), 90..100);
        assert_eq!(scroll.resize(20, 55.0, 550.0), 550.0);
        assert_eq!(scroll.seen(), 10..20);
        assert_eq!(
            (scroll.resize(0, 55.0, 550.0), scroll.places()),
            (0.0, 0..0)
        );
        assert_eq!(
            (scroll.resize(3, 55.0, 550.0), scroll.places()),
            (0.0, 0..3)
        );
    }

    #[test]
    fn every_row_of_a_long_list_can_be_reached() {
        let rows = 1_000_000;
        let mut scroll = Scroll::new(rows, 55.0, 550.0);
        assert_eq!(scroll.height(), TALLEST);
        for place in [0, 1, 17, 499_999, 777_777, rows - 2, rows - 1] {
            let scrolled = scroll.show(place);
            assert!((0.0..=TALLEST - 550.0).contains(&scrolled), "{scrolled}");
            let offset = scroll.offset(place);
            assert!(scroll.seen().contains(&place));
            assert!(offset >= scrolled - 1e-6 && offset + 55.0 <= scrolled + 550.0 + 1e-6);
        }
        scroll.scroll(TALLEST - 550.0);
        assert_eq!(scroll.seen().end, rows);
        scroll.scroll(TALLEST / 2.0);
        assert!(scroll.seen().start.abs_diff(rows / 2) < 100);
    }

    #[test]
    fn a_little_is_a_little_in_a_long_list_too() {
        let mut scroll = Scroll::new(1_000_000, 55.0, 550.0);
        scroll.scroll(5_000_000.0);
        let mut scrolled = 5_000_000.0;
        let first = scroll.seen().start;
        for step in 1..=200 {
            scrolled += 55.0;
            scroll.scroll(scrolled);
            assert_eq!(scroll.seen().start, first + step);
        }
        let row = scroll.seen().start;
        let before = scroll.offset(row) - scrolled;
        let settled = scroll.settle();
        assert!(settled > 5_000_000.0 && settled < scrolled);
        assert_eq!(scroll.seen().start, row);
        assert!((scroll.offset(row) - settled - before).abs() < 1e-3);
        // The browser tells what it was told.
        let same = scroll;
        scroll.scroll(settled);
        assert_eq!(scroll.seen(), same.seen());
    }
}
