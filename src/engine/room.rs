//! How much memory reading a history takes, known before it is read.
//!
//! The shares are what the benchmark `memory` measures, with a margin: other
//! histories have shorter texts or more names than the one it reads.

/// Bytes of memory for a byte of a history.
const WITH_TEXTS: f64 = 0.7;

/// The same without the texts of messages.
const WITHOUT_TEXTS: f64 = 0.4;

/// What the engine, the page's own bytes on their way and the answers take.
const BESIDES: f64 = 64e6;

/// Conversations shrink to about a sixth when they are compressed.
const COMPRESSION: u64 = 6;

/// What a page can have at most: WebAssembly counts its bytes with 32 bits.
pub const MOST: u64 = 1 << 32;

/// How long a history is, in bytes, that comes as a file of so many.
pub fn uncompressed(name: &str, bytes: u64) -> u64 {
    let lower = name.to_ascii_lowercase();
    match lower.ends_with(".gz") || lower.ends_with(".zip") {
        true => bytes.saturating_mul(COMPRESSION),
        false => bytes,
    }
}

/// How much memory a history of so many bytes takes while it is read.
pub fn needed(bytes: u64, with_texts: bool) -> u64 {
    let share = if with_texts {
        WITH_TEXTS
    } else {
        WITHOUT_TEXTS
    };
    (bytes as f64 * share + BESIDES) as u64
}

/// How much of it there is for a page on a device with so many gigabytes, if
/// they are known. Other pages and the system want some too.
pub fn available(device: Option<f64>) -> u64 {
    device.map_or(MOST, |gigabytes| MOST.min((gigabytes * 0.75e9) as u64))
}

#[cfg(test)]
mod tests {
    use super::{MOST, available, needed, uncompressed};

    #[test]
    fn a_gigabyte_fits_everywhere_and_ten_do_not() {
        let gigabyte = 1_000_000_000;
        assert!(needed(gigabyte, true) < available(Some(2.0)));
        assert!(needed(10 * gigabyte, true) > MOST);
        assert!(needed(10 * gigabyte, false) < MOST);
        assert!(needed(11 * gigabyte, false) > MOST);
        assert_eq!(available(Some(8.0)), MOST);
        assert_eq!(available(None), MOST);
        assert_eq!(available(Some(4.0)), 3_000_000_000);
    }

    #[test]
    fn what_is_compressed_is_longer_than_it_looks() {
        assert_eq!(uncompressed("may.ndjson", 10), 10);
        assert_eq!(uncompressed("May.NDJSON.GZ", 10), 60);
        assert_eq!(uncompressed("may.zip", u64::MAX), u64::MAX);
    }
}
