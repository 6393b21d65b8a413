//! Large files are read in pieces by others, and what they read comes back.

use crate::event::Load;
use crate::event::load::file::{Open, State};
use crate::event::part::Part;
use crate::event::pieces::{Piece, Pieces, Range};

/// How large files are cut for others to read.
#[derive(Clone, Copy, Debug)]
pub struct Apart {
    /// So many bytes of a file are read here before others are asked.
    pub from: u64,
    /// A piece has about so many bytes.
    pub length: usize,
}

impl Default for Apart {
    /// Pieces that are large enough for handing them over to cost little,
    /// small enough for several to fit into memory.
    fn default() -> Apart {
        Apart {
            from: 2 << 20,
            length: 2 << 20,
        }
    }
}

impl Load {
    /// From now on native events of large files are not read here: pieces
    /// are to be asked for after each feed.
    pub fn read_apart(&mut self, apart: Apart) {
        self.apart = Some(apart);
    }

    /// The next piece of the file, if one is ready. Every piece must come
    /// back before the file ends.
    pub fn piece(&mut self) -> Option<Piece> {
        self.open_file()?.pieces.as_mut()?.cut()
    }

    /// Leaves the rest of the file, that ends at byte `end`, for others to
    /// fetch: nothing more is to be fed, ranges are to be asked for instead.
    /// Gives `false` where it must go on as it is, because the file is short,
    /// of another kind, or not of lines.
    pub fn leave(&mut self, end: u64) -> bool {
        let Some(current) = &mut self.current else {
            return false;
        };
        let (State::Open(open), None) = (&mut current.state, &current.utf16) else {
            return false;
        };
        let pieces = open.pieces.as_mut();
        let from = pieces.and_then(|pieces| pieces.leave(current.read.bytes, end));
        // What is left is counted when it comes back.
        current.read.bytes = from.unwrap_or(current.read.bytes);
        from.is_some()
    }

    /// The next range of what was left. Every one must come back, as a piece
    /// does, before the file ends.
    pub fn range(&mut self) -> Option<Range> {
        self.open_file()?.pieces.as_mut()?.range()
    }

    /// Takes back what a piece or a range was read as.
    pub fn come_back(&mut self, number: u32, part: Part) {
        let Some(pieces) = self.open_file().and_then(|open| open.pieces.as_mut()) else {
            return;
        };
        let left = pieces.is_left();
        for mut part in pieces.come_back(number, part) {
            if !left {
                // Its bytes were counted when they came.
                part.progress.bytes = 0;
            }
            self.absorb(part);
        }
    }

    /// Whether every piece of the file came back.
    pub fn is_together(&mut self) -> bool {
        let open = self.open_file();
        let pieces = open.and_then(|open| open.pieces.as_ref());
        pieces.is_none_or(Pieces::is_complete)
    }

    fn open_file(&mut self) -> Option<&mut Open> {
        match &mut self.current.as_mut()?.state {
            State::Open(open) => Some(open),
            _ => None,
        }
    }
}

impl Open {
    /// Sets bytes aside for others where the file is so long, of which
    /// `read` bytes have come, that it is worth while.
    pub(super) fn set_aside(&mut self, bytes: &[u8], read: u64, apart: Apart) -> bool {
        let may = self.translator.importer.is_none() && self.records.is_behind_a_record();
        if self.pieces.is_none() && read >= apart.from && may {
            self.pieces = Pieces::new(self.records.shape(), apart.length);
            if let Some(pieces) = &mut self.pieces {
                pieces.feed(&self.records.give_back());
            }
        }
        match &mut self.pieces {
            Some(pieces) => pieces.feed(bytes),
            None => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use crate::event::intake::read_piece;
    use crate::event::load::Loaded;
    use crate::event::load::apart::Apart;
    use crate::event::part::Part;
    use crate::event::pieces::Range;
    use crate::event::shape::Shape;
    use crate::event::{Load, Transcripts};

    /// A large history with a bad record and one told twice.
    fn history(before: &str, between: &str, after: &str) -> String {
        let text = "Where is my order? ".repeat(2);
        let record = |number: usize| match number {
            3_000 => r#"{"ts":"yesterday","type":"message"}"#.to_owned(),
            _ => format!(
                r#"{{"ts":1{number:05}000,"id":"{}","type":"message","role":"user","user_id":"u{}","text":"{text}"}}"#,
                number % 3_999,
                number % 777,
            ),
        };
        let records: Vec<String> = (0..4_000).map(record).collect();
        format!("{before}{}{after}", records.join(between))
    }

    /// Reads it, pieces elsewhere and the last ones first.
    fn read_apart(source: &str) -> (Loaded, usize) {
        let mut load = Load::new();
        load.read_apart(Apart {
            from: 80_000,
            length: 50_000,
        });
        load.begin("large");
        let mut pieces = Vec::new();
        for chunk in source.as_bytes().chunks(10_000) {
            load.feed(chunk);
            pieces.extend(std::iter::from_fn(|| load.piece()));
        }
        let count = pieces.len();
        assert_eq!(load.is_together(), count == 0);
        for piece in pieces.into_iter().rev() {
            let bytes = read_piece(piece.shape, &piece.bytes, Transcripts::Kept).to_bytes();
            load.come_back(piece.number, Part::from_bytes(&bytes).unwrap());
        }
        assert!(load.is_together());
        (load.finish(), count)
    }

    #[test]
    fn pieces_read_elsewhere_come_to_the_same() {
        for source in [
            history("", "\n", "\n"),
            history("[", ",", "]"),
            history("{\"events\": [", ",\n", "], \"more\": {}}"),
        ] {
            let (apart, pieces) = read_apart(&source);
            assert!(pieces > 1);
            let mut load = Load::new();
            load.begin("large");
            load.feed(source.as_bytes());
            let whole = load.finish();
            assert!(apart.log == whole.log);
            assert_eq!(apart.rejections.len(), 1, "{:?}", apart.rejections);
            assert_eq!(apart.rejections[0].place, whole.rejections[0].place);
            assert_eq!(apart.files, whole.files);
            assert_eq!((apart.total, whole.total.duplicates), (whole.total, 1));
        }
    }

    /// Those of the lines of `source` that begin within a range.
    fn lines_within(source: &[u8], range: Range) -> &[u8] {
        let after = |byte: u64| {
            let from = byte as usize - 1;
            let line = source[from..].iter().position(|byte| *byte == b'\n');
            line.map_or(source.len(), |end| from + end + 1)
        };
        &source[after(range.from)..after(range.to)]
    }

    #[test]
    fn ranges_fetched_by_others_come_to_the_same() {
        let source = history("", "\n", "\n");
        for length in [50_000, 1_000, 33] {
            let mut load = Load::new();
            load.read_apart(Apart {
                from: 80_000,
                length,
            });
            load.begin("large");
            let mut chunks = source.as_bytes().chunks(10_007);
            while !load.leave(source.len() as u64) {
                load.feed(chunks.next().unwrap());
            }
            let ranges: Vec<Range> = std::iter::from_fn(|| load.range()).collect();
            assert_eq!(ranges.last().unwrap().to, source.len() as u64);
            for range in ranges.into_iter().rev() {
                let lines = lines_within(source.as_bytes(), range);
                let part = read_piece(Shape::Lines, lines, Transcripts::Kept);
                load.come_back(range.number, part);
            }
            assert!(load.is_together());
            let apart = load.finish();
            let mut whole = Load::new();
            whole.begin("large");
            whole.feed(source.as_bytes());
            let whole = whole.finish();
            assert!(apart.log == whole.log);
            assert_eq!(apart.rejections[0].place, whole.rejections[0].place);
            assert_eq!(apart.files, whole.files);
            assert_eq!(apart.total, whole.total);
        }
    }

    #[test]
    fn only_long_files_of_lines_are_left_to_others() {
        for (source, apart) in [
            (history("[", ",", "]"), 80_000),
            (history("", "\n", ""), 8 << 20),
        ] {
            let mut load = Load::new();
            load.read_apart(Apart {
                from: apart,
                length: 50_000,
            });
            load.begin("large");
            for chunk in source.as_bytes().chunks(10_000) {
                load.feed(chunk);
                assert!(!load.leave(source.len() as u64));
            }
        }
    }

    #[test]
    fn what_follows_the_list_is_read_by_nobody() {
        let before = r#"{"events":[{"ts":1,"type":"visit","user_id":"u"}],"more":["#;
        let (apart, pieces) = read_apart(&format!("{before}{}{{}}]}}", "{},".repeat(5 << 20)));
        assert_eq!(
            (pieces, apart.total.events, apart.total.rejected),
            (0, 1, 0)
        );
    }
}
