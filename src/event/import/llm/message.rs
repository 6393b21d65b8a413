//! One message, in any of the forms that model APIs give it.
//!
//! The forms are those of the published references of OpenAI (chat
//! completions, responses and threads), Anthropic, Google and LangChain, and
//! of OpenTelemetry's message schemas.

use crate::base::letters::lower_text;
use crate::base::moment::Moment;
use crate::event::import::Output;
use crate::event::json::Token;
use crate::event::tree::Node;

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Voice {
    User,
    Bot,
    System,
}

impl Voice {
    /// The role of native events.
    pub(super) fn role(self) -> &'static str {
        match self {
            Voice::User => "user",
            Voice::Bot => "bot",
            Voice::System => "system",
        }
    }

    /// The role as models have it.
    pub(super) fn model_role(self) -> &'static str {
        match self {
            Voice::User => "user",
            Voice::Bot => "assistant",
            Voice::System => "system",
        }
    }

    fn named(role: &str) -> Option<Voice> {
        match &*lower_text(role) {
            "user" | "human" => Some(Voice::User),
            "assistant" | "ai" | "model" => Some(Voice::Bot),
            "system" | "developer" | "tool" | "function" => Some(Voice::System),
            _ => None,
        }
    }
}

/// A call of a tool.
pub(super) struct Call {
    pub(super) name: String,
    pub(super) id: Option<String>,
}

/// A message.
pub(super) struct Message {
    pub(super) voice: Voice,
    pub(super) text: Option<String>,
    /// Whether it has an image or the like.
    pub(super) shows: bool,
    pub(super) id: Option<String>,
    /// Its own time, where it has one.
    pub(super) at: Option<Moment>,
    pub(super) calls: Vec<Call>,
}

impl Message {
    /// A message that is nothing but its text.
    pub(super) fn plain(voice: Voice, text: String) -> Message {
        Message {
            voice,
            text: Some(text),
            shows: false,
            id: None,
            at: None,
            calls: Vec::new(),
        }
    }

    /// Whether somebody can see it.
    pub(super) fn is_spoken(&self) -> bool {
        self.voice != Voice::System && (self.text.is_some() || self.shows)
    }
}

/// The time of a record or message, whatever its field is called.
pub(super) fn stamp(node: Node<'_>) -> Node<'_> {
    node.first(&[
        "timestamp",
        "created_at",
        "createdAt",
        "created",
        "time",
        "ts",
        "start_time",
        "startTime",
    ])
}

/// Whether a value has the form of a message.
pub(super) fn is_message(node: Node<'_>) -> bool {
    let role = node.at("role").exists();
    let says = [
        "content",
        "parts",
        "tool_calls",
        "function_call",
        "refusal",
        "text",
    ];
    let says = node.first(&says).exists();
    let kind = node.at("type").text().unwrap_or_default();
    let item = ["function_call", "function_call_output", "reasoning"];
    // LangChain names the role as the type.
    let named = Voice::named(&kind).is_some();
    let data = node.path(&["data", "content"]).exists();
    (role && says) || (named && (says || data)) || (!role && item.contains(&&*kind))
}

/// Reads a message; those of unknown roles, and thoughts, are none.
pub(super) fn read(node: Node<'_>, output: &mut Output) -> Option<Message> {
    let kind = node.at("type").text().unwrap_or_default();
    let role = node.at("role").text();
    let voice = match (&role, &*kind) {
        (None, "function_call") => Some(Voice::Bot),
        (None, "function_call_output") => Some(Voice::System),
        (None, "reasoning") => return None,
        (None, kind) => Voice::named(kind),
        (Some(role), _) => Voice::named(role),
    };
    let Some(voice) = voice else {
        output.leave_out(
            "messages of other roles",
            "only user, assistant, system and tool are known",
        );
        return None;
    };
    let mut content = Content::default();
    let body = match node.at("data").is_object() {
        true => node.at("data"),
        false => node,
    };
    content.take(body.first(&["content", "parts", "refusal", "text", "output"]));
    if role.is_none() && kind == "function_call" {
        content.call(node);
    }
    for call in body.at("tool_calls").items() {
        content.call(call);
    }
    if body.at("function_call").is_object() {
        content.call(body.at("function_call"));
    }
    // What tools return goes back to the model in the customer's name.
    let returned = content.results && content.texts.is_empty() && !content.shows;
    let message = Message {
        voice: if returned { Voice::System } else { voice },
        text: content.text(),
        shows: content.shows,
        id: node.at("id").id().map(|id| id.into_owned()),
        at: stamp(node).moment(),
        calls: content.calls,
    };
    if message.voice != Voice::System && !message.is_spoken() && message.calls.is_empty() {
        output.leave_out("empty messages", "they say and show nothing");
    }
    Some(message)
}

/// How the types of parts end that hold what a tool returned.
const RETURNED: [&str; 3] = ["_result", "_call_response", "_call_output"];

/// What a message holds.
#[derive(Default)]
struct Content {
    texts: Vec<String>,
    shows: bool,
    /// Whether it holds what a tool returned.
    results: bool,
    calls: Vec<Call>,
}

impl Content {
    fn text(&self) -> Option<String> {
        let text = self.texts.join("\n");
        (!text.trim().is_empty()).then_some(text)
    }

    fn take(&mut self, content: Node<'_>) {
        match content.token() {
            Token::Text(text) => self.texts.push(text.cow().into_owned()),
            Token::List(_) => content.items().into_iter().for_each(|part| self.part(part)),
            Token::Object(_) => self.part(content),
            _ => {}
        }
    }

    fn part(&mut self, part: Node<'_>) {
        let kind = part.at("type").text().unwrap_or_default();
        match &*kind {
            "text" | "input_text" | "output_text" | "refusal" | "" => self.text_part(part),
            "thinking" | "redacted_thinking" | "reasoning" => {}
            kind if kind.ends_with("_call") || kind.ends_with("tool_use") => self.call(part),
            kind if RETURNED.iter().any(|end| kind.ends_with(end)) => self.results = true,
            _ => self.shows = true,
        }
    }

    fn text_part(&mut self, part: Node<'_>) {
        let call = part.first(&["functionCall", "function_call"]);
        let result = part.first(&["functionResponse", "function_response"]);
        let text = part.first(&["text", "content", "refusal"]);
        let text = match text.is_object() {
            true => text.at("value"),
            false => text,
        };
        match part.text().or_else(|| text.text()) {
            Some(text) => self.texts.push(text.into_owned()),
            None if call.is_object() => self.call(call),
            None if result.exists() => self.results = true,
            None => self.shows |= part.is_object() && !text.exists() && !part.at("type").exists(),
        }
    }

    fn call(&mut self, call: Node<'_>) {
        let name = match call.at("function").is_object() {
            true => call.path(&["function", "name"]),
            false => call.first(&["name", "toolName"]),
        };
        let id = call.first(&["id", "call_id", "toolCallId"]).id();
        if let Some(name) = name.text() {
            self.calls.push(Call {
                name: name.into_owned(),
                id: id.map(|id| id.into_owned()),
            });
        }
    }
}

/// Where objects that stand for what was said keep it.
const LISTS: [&str; 2] = ["messages", "contents"];
const TEXTS: [&str; 12] = [
    "message",
    "question",
    "query",
    "prompt",
    "input",
    "user_input",
    "answer",
    "response",
    "completion",
    "output",
    "text",
    "content",
];

/// Reads what went into a model, or came out: a text, a message, a list of
/// them, or an object that holds them. `None` where it is anything else.
pub(super) fn speech(node: Node<'_>, voice: Voice, output: &mut Output) -> Option<Vec<Message>> {
    match node.token() {
        Token::Text(text) => Some(from_text(&text.cow(), voice, output)),
        Token::List(_) => from_list(node, voice, output),
        Token::Object(_) => from_object(node, voice, output),
        _ => None,
    }
}

fn from_text(text: &str, voice: Voice, output: &mut Output) -> Vec<Message> {
    let json = text.trim_start().starts_with(['{', '[', '"']);
    let inside = Node::read(text).ok().filter(|_| json);
    let inside = inside.and_then(|inside| speech(inside, voice, output));
    inside.unwrap_or_else(|| vec![Message::plain(voice, text.to_owned())])
}

fn from_list(list: Node<'_>, voice: Voice, output: &mut Output) -> Option<Vec<Message>> {
    let items = list.items();
    if items.iter().any(|item| is_message(*item)) {
        let messages = items.into_iter().filter_map(|item| read(item, output));
        return Some(messages.collect());
    }
    let mut content = Content::default();
    content.take(list);
    let text = content.text()?;
    Some(vec![Message::plain(voice, text)])
}

fn from_object(object: Node<'_>, voice: Voice, output: &mut Output) -> Option<Vec<Message>> {
    for list in LISTS {
        let list = object.at(list);
        if list.is_list() {
            return from_list(list, voice, output);
        }
    }
    let choices = object.first(&["choices", "candidates"]).items();
    if let Some(choice) = choices.first() {
        for _ in 1..choices.len() {
            further_choice(output);
        }
        return speech(choice.first(&["message", "content", "text"]), voice, output);
    }
    if is_message(object) {
        return Some(read(object, output).into_iter().collect());
    }
    let inside = object.first(&TEXTS);
    match inside.exists() {
        true => speech(inside, voice, output),
        false => None,
    }
}

/// A model may be asked for several answers, of which it is not told who got
/// which.
pub(super) fn further_choice(output: &mut Output) {
    output.leave_out(
        "further choices",
        "of several answers to one request the first is taken for the one given",
    );
}
