//! Files that need a mapping, or are to be read in another way: what they
//! were opened with is kept, so that they can be opened once more.

use js_sys::JSON;
use wasm_bindgen::JsValue;

use crate::engine::{LoadReport, Preview};
use crate::event::mapping::MAPPED;
use crate::settings::Plain;
use crate::view::text::fill;
use crate::view::text::mapping::{MappingWords, mapping_of};
use crate::web::action::{Action, MappingAction};
use crate::web::core::Core;
use crate::web::header::short_name;
use crate::web::keep;
use crate::web::mapping::Step;
use crate::web::mapping::edit::Edit;
use crate::web::message::{self, Cause, Question, Source, Trouble};
use crate::web::notice::Weight;
use crate::web::reading::words_of;
use crate::web::save;

/// The name that mappings are remembered by.
const NAME: &str = "chatgauge-mappings";

/// What a load was asked for.
#[derive(Clone)]
pub(super) struct Attempt {
    pub(super) id: u32,
    /// What it is called while it lasts.
    pub(super) name: String,
    pub(super) sources: Vec<Source>,
    /// How files of some names are to be read.
    pub(super) named: Vec<(String, Plain)>,
    /// Whether the texts of messages are left out.
    pub(super) without_texts: bool,
    /// Whether it is the bundled sample.
    pub(super) sample: bool,
    /// Whether a person has just mapped something in it.
    mapped: bool,
}

impl Attempt {
    /// Sources that have not been opened yet.
    pub(super) fn new(name: &str, sources: &[Source]) -> Attempt {
        Attempt {
            id: 0,
            name: name.to_owned(),
            sources: sources.to_vec(),
            named: Vec::new(),
            without_texts: false,
            sample: false,
            mapped: false,
        }
    }

    /// Whether it can be opened once more.
    fn lasts(&self) -> bool {
        self.sources.iter().all(Source::is_lasting)
    }

    /// How a file is said to be read.
    fn how(&self, name: &str) -> Option<&Plain> {
        let named = self.named.iter().find(|(own, _)| own == name);
        named.map(|(_, how)| how)
    }

    fn say(&mut self, name: &str, how: Option<Plain>) {
        self.named.retain(|(own, _)| own != name);
        self.named.extend(how.map(|how| (name.to_owned(), how)));
    }
}

/// The mappings that the browser remembers.
pub(super) fn remembered() -> Plain {
    keep::kept(NAME).unwrap_or(Plain::Null)
}

impl Core {
    /// How the files of an attempt are known.
    pub(super) fn known(&self, attempt: &Attempt) -> Plain {
        let named = attempt.named.iter();
        let named = named.map(|(name, how)| (name.as_str(), how.clone()));
        Plain::object([
            ("named", Plain::object(named)),
            ("memory", self.memory.clone()),
        ])
    }

    fn attempt(&self, load: u32) -> Option<&Attempt> {
        let open = self.data.as_ref().and_then(|data| data.attempt.as_ref());
        let attempts = open.into_iter().chain(&self.attempt);
        let mut lasting = attempts.filter(|attempt| attempt.id == load && attempt.lasts());
        lasting.next()
    }

    fn mapping_words(&self) -> &'static MappingWords {
        mapping_of(self.stage.look().locale.language)
    }

    /// Changes what is asked for.
    pub(super) fn handle_mapping(&mut self, asked: MappingAction) {
        match asked {
            MappingAction::Map { load, name } => self.map(load, &name),
            MappingAction::Reread { load, name, format } => self.reread(load, &name, &format),
            MappingAction::Edit(edit) => self.edit_mapping(edit),
            MappingAction::Source {
                list,
                address,
                read,
            } => self.open_by(&list, &address, read),
        }
    }

    /// Lets a person map what could not be read for want of a mapping, or
    /// change the mapping that something was read by. What the page opens
    /// (`hosted`) is not interrupted.
    pub(super) fn offer_mapping(
        &mut self,
        load: u32,
        report: Option<&LoadReport>,
        troubles: &[Trouble],
        hosted: bool,
    ) {
        let Some(attempt) = self.attempt(load).filter(|_| !self.is_read_only()) else {
            return;
        };
        let needs = |trouble: &&Trouble| {
            let unmapped = matches!(trouble.cause, Cause::Unmapped { .. });
            unmapped || attempt.how(&trouble.name).is_some()
        };
        let words = self.mapping_words();
        if let Some(trouble) = troubles.iter().find(needs) {
            let name = trouble.name.clone();
            self.offer(words.offer, load, &name);
            let unmapped = matches!(trouble.cause, Cause::Unmapped { .. });
            if let Some(notice) = self.notice.as_ref().filter(|_| unmapped && !hosted) {
                // Where the keyboard is once the step is closed.
                notice.focus_offer();
                self.map(load, &name);
            }
            return;
        }
        let files = report.iter().flat_map(|report| &report.files);
        let mut mapped = files.filter(|file| file.format == MAPPED.id);
        let Some(file) = mapped.next() else {
            return;
        };
        let told = attempt.mapped || attempt.how(&file.name).is_some();
        let given = attempt
            .sources
            .iter()
            .any(|source| source.mapping.is_some());
        let name = file.name.clone();
        if self.notice.is_none() && !told && !given {
            let title = fill(words.remembered, &[("name", short_name(&name))]);
            self.announce(Weight::Mind, title, Vec::new(), false);
        }
        self.offer(words.change, load, &name)
    }

    /// Adds a button to the message that is shown.
    fn offer(&mut self, label: &str, load: u32, name: &str) {
        let name = name.to_owned();
        if let Some(notice) = &mut self.notice {
            notice.offer(label, &self.tell, move || {
                Action::Mapping(MappingAction::Map {
                    load,
                    name: name.clone(),
                })
            });
        }
    }

    /// Opens the mapping step for a file of a load.
    fn map(&mut self, load: u32, name: &str) {
        let how = self.attempt(load).and_then(|attempt| {
            let whole = attempt.sources.iter();
            let whole = whole.filter(|source| source.name == name);
            let whole = whole.filter_map(|source| source.mapping.as_ref()).next();
            attempt.how(name).or(whole).cloned()
        });
        // A format that was chosen is no mapping to begin with.
        let how = how.filter(|how| how.field("fields").or(how.field("events")).is_some());
        self.dialog = None;
        self.step = Some(Step::open(&self.stage, &self.tell, load, name, how));
        self.ask_preview()
    }

    fn ask_preview(&mut self) {
        let Some(step) = &mut self.step else {
            return;
        };
        self.last_id += 1;
        step.asked = self.last_id;
        let question = Question::Preview {
            load: step.load,
            name: step.name.clone(),
            mapping: step.document().cloned(),
        };
        self.host.post(&message::ask(self.last_id, &question));
    }

    pub(super) fn take_preview(&mut self, id: u32, preview: Option<(Preview, bool)>) {
        let Some(step) = self.step.as_mut().filter(|step| step.asked == id) else {
            return;
        };
        if step.take(preview, &self.memory) {
            self.ask_preview()
        }
    }

    fn edit_mapping(&mut self, edit: Edit) {
        let Some(step) = &mut self.step else {
            return;
        };
        match edit {
            Edit::Close => {
                self.step = None;
            }
            Edit::Open => self.open_mapped(),
            Edit::Export => {
                if let Some(document) = step.document() {
                    let document = message::to_js(document);
                    let saved = save::object(&document, self.mapping_words().export_name);
                    self.look_after(saved);
                }
            }
            Edit::Import(file) => {
                let name = file.name();
                self.read_json(&file, move |read| {
                    Action::Mapping(MappingAction::Edit(Edit::Imported(name, read)))
                });
            }
            edit => {
                if step.edit(edit) {
                    self.ask_preview()
                }
            }
        }
    }

    /// Opens the load once more, the file by its mapping.
    fn open_mapped(&mut self) {
        let Some(step) = self.step.take() else {
            return;
        };
        let attempt = self.attempt(step.load).cloned();
        let (Some(mut attempt), Some(document)) = (attempt, step.document().cloned()) else {
            return;
        };
        let given = attempt
            .sources
            .iter()
            .any(|source| source.mapping.is_some());
        match step.key().filter(|_| !given) {
            Some(key) => {
                attempt.say(&step.name, None);
                let fields = self.memory.fields();
                let fields = fields.map(|(key, mapping)| (key, mapping.clone()));
                let added = fields.chain([(key.as_str(), document)]);
                self.memory = Plain::object(added.collect::<Vec<_>>());
                // Where the browser remembers nothing, the dialog has said so.
                keep::keep(NAME, &self.memory);
            }
            None => attempt.say(&step.name, Some(document)),
        }
        attempt.mapped = true;
        self.start(attempt)
    }

    /// Opens a load once more, a file of it in another format.
    fn reread(&mut self, load: u32, name: &str, format: &str) {
        let Some(mut attempt) = self.attempt(load).cloned() else {
            return;
        };
        let how = (format != MAPPED.id).then(|| Plain::object([("format", format.into())]));
        attempt.say(name, how);
        self.start(attempt)
    }

    /// Opens the addresses of the attribute, by the mapping of the other one
    /// if there is one: JSON, or the address of it.
    pub(super) fn open_source(&mut self) {
        let Some(list) = self.stage.attribute("src") else {
            return;
        };
        let Some(address) = self.stage.attribute("mapping") else {
            return self.open_addresses(&list.split_whitespace().collect::<Vec<_>>(), None);
        };
        if address.trim_start().starts_with('{') {
            let read = JSON::parse(&address).map_err(|error| words_of(&error));
            let read = read.and_then(message::plain);
            return self.open_by(&list, &address, read);
        }
        let source = JsValue::from(address.as_str());
        self.read_json(&source, move |read| {
            Action::Mapping(MappingAction::Source {
                list,
                address,
                read,
            })
        });
    }

    /// Opens addresses by a mapping that was read, if both are still wanted.
    fn open_by(&mut self, list: &str, address: &str, read: Result<Plain, String>) {
        let wanted = |name, value| self.stage.attribute(name).as_deref() == Some(value);
        if !(wanted("src", list) && wanted("mapping", address)) {
            return;
        }
        match read {
            Ok(mapping) => {
                let addresses: Vec<&str> = list.split_whitespace().collect();
                self.open_addresses(&addresses, Some(&mapping))
            }
            Err(detail) => {
                let name = match address.trim_start().starts_with('{') {
                    true => "mapping",
                    false => short_name(address),
                };
                let parts = [("name", name), ("detail", &detail)];
                let title = fill(self.mapping_words().not_fetched, &parts);
                self.announce(Weight::Bad, title, Vec::new(), false)
            }
        }
    }
}
