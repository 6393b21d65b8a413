//! The events of one thread on their way out: each with an id that overlapping
//! exports share, and none before the one that the source tells before it.

use crate::base::moment::Moment;
use crate::event::Kind;
use crate::event::fields::Slot;
use crate::event::import::Output;
use crate::event::import::output::Draft;

/// One thread of a platform, being written.
pub struct Thread<'o> {
    /// Where what is left out or refused is told.
    pub output: &'o mut Output,
    /// The ids of its events begin with this.
    prefix: String,
    conversation: String,
    start: Option<Moment>,
    last: Option<Moment>,
}

impl<'o> Thread<'o> {
    /// A thread of the format `format` with the id that the platform gives
    /// it.
    pub fn new(output: &'o mut Output, format: &str, conversation: &str) -> Thread<'o> {
        Thread {
            output,
            prefix: format!("{format}/{conversation}"),
            conversation: conversation.to_owned(),
            start: None,
            last: None,
        }
    }

    /// The time of the last event in order.
    pub fn last(&self) -> Option<Moment> {
        self.last
    }

    /// Begins the next event in the order that the source has: it is not
    /// before the one told before it. `own` tells it from the thread's other
    /// events.
    pub fn event(&mut self, kind: Kind, at: Moment, own: &str) -> Draft<'_> {
        let at = not_before(self.last, at);
        self.start.get_or_insert(at);
        self.last = Some(at);
        self.write(kind, at, own)
    }

    /// Begins an event that has a time but no place in the source's order. It
    /// is not before the thread's first event.
    pub fn aside(&mut self, kind: Kind, at: Moment, own: &str) -> Draft<'_> {
        self.write(kind, not_before(self.start, at), own)
    }

    fn write(&mut self, kind: Kind, at: Moment, own: &str) -> Draft<'_> {
        let id = format!("{}/{own}", self.prefix);
        let draft = self.output.event(kind, at).word(Slot::Id, &id);
        draft.word(Slot::ConversationId, &self.conversation)
    }
}

fn not_before(before: Option<Moment>, at: Moment) -> Moment {
    match before {
        Some(before) if before.nearly() > at.nearly() => before,
        _ => at,
    }
}

#[cfg(test)]
mod tests {
    use super::Thread;
    use crate::base::moment::Moment;
    use crate::event::Kind;
    use crate::event::import::Output;

    #[test]
    fn times_do_not_go_backwards_and_asides_stand_where_they_were() {
        let mut output = Output::default();
        let mut thread = Thread::new(&mut output, "x", "7");
        for (at, own) in [(2_000, "a"), (1_000, "b"), (5_000, "c")] {
            thread.event(Kind::Reopened, Moment::Utc(at), own);
        }
        thread.aside(Kind::Reopened, Moment::Utc(3_000), "d");
        thread.aside(Kind::Reopened, Moment::Utc(0), "e");
        assert_eq!(thread.last(), Some(Moment::Utc(5_000)));
        let mut found = Vec::new();
        output.drain(|event| found.push(event.unwrap().to_owned()));
        let expected = [("2", "a"), ("2", "b"), ("5", "c"), ("3", "d"), ("2", "e")];
        let expected = expected.map(|(second, own)| {
            let at = format!("1970-01-01T00:00:0{second}Z");
            format!(r#"{{"type":"reopened","ts":"{at}","id":"x/7/{own}","conversation_id":"7"}}"#)
        });
        assert_eq!(found, expected);
    }
}
