//! Real exports, as the platforms' own projects publish them: what they come
//! to, in numbers counted from the files without the importers.
//!
//! The files are not part of this project: they lie in `shared/data/formats`
//! beside it, and where they do not, the tests say so and pass.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::print_stdout, reason = "a skipped test says so")]

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use chatgauge::event::Load;
use serde_json::Value;

fn root() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/formats");
    if !root.is_dir() {
        println!("skipped: there are no samples at {}", root.display());
        return None;
    }
    Some(root)
}

/// Loads a file, checks its format and counts what comes of it.
fn counted(file: &Path, format: &str) -> String {
    let events = Rc::new(RefCell::new(Vec::new()));
    let hears = Rc::clone(&events);
    let mut load = Load::with_echo(Box::new(move |event| {
        let event: Value = serde_json::from_str(event).unwrap();
        hears.borrow_mut().push(event);
    }));
    load.begin(&file.to_string_lossy());
    for chunk in std::fs::read(file).unwrap().chunks(10_000) {
        load.feed(chunk);
    }
    let summary = load.end().unwrap();
    drop(load);
    assert_eq!(summary.format, format, "{}", file.display());
    let events = events.take();
    let text = |event: &Value, key: &str| event[key].as_str().unwrap_or_default().to_owned();
    let conversations: BTreeSet<String> = events
        .iter()
        .map(|event| text(event, "conversation_id"))
        .collect();
    let mut kinds: BTreeMap<String, u64> = BTreeMap::new();
    for event in &events {
        let kind = format!("{} {}", text(event, "type"), text(event, "role"));
        *kinds.entry(kind.trim_end().to_owned()).or_default() += 1;
    }
    let mut lines = vec![format!("{} conversations", conversations.len())];
    lines.extend(kinds.iter().map(|(kind, count)| format!("{count} {kind}")));
    for (count, what) in [
        (summary.duplicates, "duplicates"),
        (summary.rejected, "rejected"),
    ] {
        if count > 0 {
            lines.push(format!("{count} {what}"));
        }
    }
    let mut left_out = summary.left_out;
    left_out.sort_by(|one, other| one.what.cmp(&other.what));
    let left_out = left_out.iter();
    lines.extend(left_out.map(|left| format!("left out {} {}", left.count, left.what)));
    lines.join(", ")
}

/// Checks the counts of one format's samples, which are all that there are.
fn check(folder: &str, format: &str, expected: &[(&str, &str)]) {
    let Some(root) = root() else {
        return;
    };
    for (file, counts) in expected {
        let path = root.join(folder).join(file);
        assert_eq!(counted(&path, format), *counts, "{file}");
    }
    let files = std::fs::read_dir(root.join(folder)).unwrap().count();
    assert_eq!(files, expected.len(), "every sample of {folder} is told");
}

/// Counted with a script over the parsed JSON: activities by `type`, messages
/// by `from.role`, which all of them have.
#[test]
fn bot_framework_transcripts() {
    check(
        "botframework",
        "bot_framework",
        &[
            (
                "hospitalitysample-faqs.transcript",
                "1 conversations, 9 message bot, 8 message user, left out 2 conversationUpdate activities, left out 24 trace activities, left out 8 typing activities",
            ),
            (
                "skills-calendar.transcript",
                "1 conversations, 34 message bot, 24 message user, left out 1 conversationUpdate activities, left out 3 handoff activities, left out 48 trace activities, left out 51 typing activities",
            ),
            (
                "skills-itsm.transcript",
                "1 conversations, 28 message bot, 19 message user, left out 2 conversationUpdate activities, left out 1 event activities, left out 4 handoff activities, left out 24 trace activities, left out 56 typing activities",
            ),
            (
                "skills-news.transcript",
                "1 conversations, 4 message bot, 3 message user, left out 2 conversationUpdate activities, left out 2 handoff activities, left out 5 trace activities, left out 6 typing activities",
            ),
            (
                "skills-weather.transcript",
                "1 conversations, 4 message bot, 3 message user, left out 2 conversationUpdate activities, left out 2 handoff activities, left out 8 trace activities, left out 8 typing activities",
            ),
        ],
    );
}

/// Read by eye: two `user` events, no `bot` events but two `utter_*` actions,
/// and three times `action_listen`.
#[test]
fn rasa_trackers() {
    check(
        "rasa",
        "rasa",
        &[(
            "tracker_moodbot.json",
            "1 conversations, 2 message bot, 2 message user, left out 3 actions",
        )],
    );
}

/// Counted with a script over the parsed JSON: sources and parts with a body
/// by their author's type; parts of the types open, assign_and_reopen and
/// close; `assigned_to` an admin; the state closed where no part closes. Each
/// conversation is tagged once for its state, and once for each tag.
#[test]
fn intercom_conversations() {
    check("intercom", "intercom", INTERCOM);
}

const INTERCOM: &[(&str, &str)] = &[
    (
        "v2.11_get_conversations_200_successful.json",
        "1 conversations, 1 closed, 1 conversation_started, 1 message agent, 1 tagged",
    ),
    (
        "v2.11_get_conversations_conversation_id_200_conversation-found.json",
        "1 conversations, 1 closed, 1 conversation_started, 1 message agent, 1 tagged",
    ),
    (
        "v2.11_post_conversations_conversation_id_parts_200_Assign-a-conversation.json",
        "1 conversations, 1 assigned, 1 conversation_started, 1 message agent, 1 reopened, 1 tagged",
    ),
    (
        "v2.11_post_conversations_conversation_id_parts_200_Close-a-conversation.json",
        "1 conversations, 1 closed, 1 conversation_started, 2 message agent, 1 tagged",
    ),
    (
        "v2.11_post_conversations_conversation_id_parts_200_Open-a-conversation.json",
        "1 conversations, 1 conversation_started, 1 message agent, 1 reopened, 1 tagged",
    ),
    (
        "v2.11_post_conversations_conversation_id_parts_200_Snooze-a-conversation.json",
        "1 conversations, 1 conversation_started, 1 message agent, 1 tagged, left out 1 snoozes",
    ),
    (
        "v2.11_post_conversations_conversation_id_reply_200_Admin-note-reply.json",
        "1 conversations, 1 closed, 1 conversation_started, 2 message agent, 1 tagged",
    ),
    (
        "v2.11_post_conversations_conversation_id_reply_200_User-last-conversation-reply.json",
        "1 conversations, 1 conversation_started, 1 message agent, 1 message user, 1 reopened, 1 tagged",
    ),
    (
        "v2.11_post_conversations_conversation_id_reply_200_User-reply.json",
        "1 conversations, 1 conversation_started, 1 message agent, 1 message user, 1 reopened, 1 tagged",
    ),
    (
        "v2.11_post_conversations_conversation_id_run_assignment_rules_200_Assign-a-conversation-using-assignment-rules.json",
        "1 conversations, 1 closed, 1 conversation_started, 1 message agent, 1 tagged, left out 1 assignments to nobody",
    ),
    (
        "v2.11_post_conversations_redact_200_Redact-a-conversation-part.json",
        "1 conversations, 1 conversation_started, 1 message agent, 1 message user, 1 reopened, 1 tagged",
    ),
    (
        "v2.11_post_conversations_search_200_successful.json",
        "1 conversations, 1 closed, 1 conversation_started, 1 message agent, 1 tagged",
    ),
    (
        "v2.11_put_conversations_conversation_id_200_conversation-found.json",
        "1 conversations, 1 closed, 1 conversation_started, 1 message agent, 1 tagged, left out 2 changes of attributes",
    ),
    (
        "v2.14_get_conversations_200_successful.json",
        "1 conversations, 1 closed, 1 conversation_started, 1 message agent, 1 tagged",
    ),
    (
        "v2.14_get_conversations_conversation_id_200_conversation-found.json",
        "1 conversations, 1 closed, 1 conversation_started, 2 message agent, 2 tagged, left out 1 changes of attributes, left out 2 steps of workflows",
    ),
    (
        "v2.14_post_conversations_conversation_id_parts_200_Assign-a-conversation.json",
        "1 conversations, 1 assigned, 1 conversation_started, 1 message agent, 1 reopened, 1 tagged",
    ),
    (
        "v2.14_post_conversations_conversation_id_parts_200_Close-a-conversation.json",
        "1 conversations, 1 closed, 1 conversation_started, 2 message agent, 1 tagged",
    ),
    (
        "v2.14_post_conversations_conversation_id_parts_200_Open-a-conversation.json",
        "1 conversations, 1 conversation_started, 1 message agent, 1 reopened, 1 tagged",
    ),
    (
        "v2.14_post_conversations_conversation_id_parts_200_Snooze-a-conversation.json",
        "1 conversations, 1 conversation_started, 1 message agent, 1 tagged, left out 1 snoozes",
    ),
    (
        "v2.14_post_conversations_conversation_id_reply_200_Admin-Reply-to-send-Quick-Reply-Options.json",
        "1 conversations, 1 closed, 1 conversation_started, 1 message agent, 1 tagged, left out 1 other parts without a text",
    ),
    (
        "v2.14_post_conversations_conversation_id_reply_200_Admin-Reply-with-a-Note.json",
        "1 conversations, 1 closed, 1 conversation_started, 2 message agent, 1 tagged",
    ),
    (
        "v2.14_post_conversations_conversation_id_reply_200_User-last-conversation-reply.json",
        "1 conversations, 1 conversation_started, 1 message agent, 1 message user, 1 reopened, 1 tagged",
    ),
    (
        "v2.14_post_conversations_conversation_id_reply_200_User-reply.json",
        "1 conversations, 1 conversation_started, 1 message agent, 1 message user, 1 reopened, 1 tagged",
    ),
    (
        "v2.14_post_conversations_redact_200_Redact-a-conversation-part.json",
        "1 conversations, 1 conversation_started, 1 message agent, 1 message user, 1 reopened, 1 tagged",
    ),
    (
        "v2.14_post_conversations_search_200_successful.json",
        "1 conversations, 1 closed, 1 conversation_started, 1 message agent, 1 tagged",
    ),
    (
        "v2.14_put_conversations_conversation_id_200_conversation-found.json",
        "1 conversations, 1 closed, 1 conversation_started, 1 message agent, 1 tagged, left out 2 changes of attributes",
    ),
    (
        "v2.14_put_conversations_conversation_id_200_update-a-conversation-with-an-association-to-a-cus.json",
        "1 conversations, 1 closed, 1 conversation_started, 1 message agent, 1 tagged, left out 1 custom objects",
    ),
];

/// Counted with a script over the parsed JSON: `message_type` 0 and 1, the
/// latter all with `sender_type` User; no other type stands in them.
#[test]
fn chatwoot_messages() {
    check(
        "chatwoot",
        "chatwoot",
        &[
            (
                "messages-simpleEmail.json",
                "1 conversations, 2 message agent, 3 message user",
            ),
            (
                "messages-simpleText.json",
                "1 conversations, 1 message agent",
            ),
        ],
    );
}
