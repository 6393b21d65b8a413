//! How data is opened: the load from its sources to what is shown of it.

use wasm_bindgen::JsCast;
use web_sys::{File, Url};

use crate::engine::{LoadReport, room};
use crate::settings::Plain;
use crate::view::format;
use crate::view::text::fill;
use crate::web::action::Action;
use crate::web::core::mapping::Attempt;
use crate::web::core::{Core, Data};
use crate::web::dom;
use crate::web::header::short_name;
use crate::web::loading::{Loading, bytes};
use crate::web::message::{self, Source, Trouble};
use crate::web::notice::{self, Message, Notice, Weight};
use crate::web::reading::device_memory;
use crate::web::summary::Dialog;

impl Core {
    pub(super) fn open_files(&mut self, files: Vec<File>) {
        // Files that begin with a dot are the system's own.
        let files: Vec<File> = files
            .into_iter()
            .filter(|file| !file.name().starts_with('.'))
            .collect();
        let Some(first) = files.first() else {
            let advice = &self.stage.words().trouble.no_files;
            let lines = vec![(advice.what.to_owned(), advice.todo.to_owned())];
            let title = self.stage.words().trouble.nothing_read.to_owned();
            return self.announce(Weight::Bad, title, lines, false);
        };
        let name = first.name();
        let sources: Vec<Source> = files.into_iter().map(Source::file).collect();
        self.load(&name, &sources)
    }

    pub(super) fn open_sample(&mut self) {
        let sample = self.stage.attribute("sample").unwrap_or_default();
        self.open_addresses(&[&sample], None);
        if let Some(attempt) = &mut self.attempt {
            attempt.sample = true;
        }
    }

    pub(super) fn open_addresses(&mut self, addresses: &[&str], mapping: Option<&Plain>) {
        let base = self
            .stage
            .host
            .base_uri()
            .ok()
            .flatten()
            .unwrap_or_default();
        let resolve = |address: &&str| {
            // What is no address is left for the fetch to refuse by name.
            Url::new_with_base(address, &base)
                .map_or_else(|_| (*address).to_owned(), |url| url.href())
        };
        let credentials = self.stage.attribute("credentials");
        let credentials = credentials.as_deref().unwrap_or("same-origin");
        let sources = addresses.iter().map(resolve);
        let sources = sources.map(|address| Source::address(&address, credentials));
        let mut sources: Vec<Source> = sources.collect();
        for source in &mut sources {
            source.mapping = mapping.cloned();
        }
        let name = addresses
            .first()
            .copied()
            .map(short_name)
            .unwrap_or_default();
        self.load(name, &sources)
    }

    pub(super) fn load(&mut self, name: &str, sources: &[Source]) {
        self.start(Attempt::new(name, sources))
    }

    /// Opens what an attempt is for.
    pub(super) fn start(&mut self, mut attempt: Attempt) {
        self.dialog = None;
        self.step = None;
        self.panel = None;
        self.dismiss();
        self.end_loading();
        self.last_id += 1;
        let beside = self.data.is_some();
        attempt.id = self.last_id;
        let loading = Loading::new(&self.stage, attempt.id, &attempt.name, beside, &self.tell);
        dom::put_after(self.header.element(), loading.element());
        self.opener.element().set_hidden(true);
        loading.focus();
        self.loading = Some(loading);
        let zone = self.stage.attribute("timezone");
        let known = self.known(&attempt);
        attempt.without_texts |= self.stage.attribute("no-transcripts").is_some();
        let texts = !attempt.without_texts;
        let message = message::load(attempt.id, &attempt.sources, &known, zone.as_deref(), texts);
        self.host.post(&message);
        self.attempt = Some(attempt);
    }

    pub(super) fn cancel(&mut self) {
        self.host.post(&message::cancel());
        self.end_loading();
        self.show_first_screen()
    }

    pub(super) fn end_loading(&mut self) {
        if let Some(loading) = self.loading.take() {
            loading.element().remove();
        }
        if self.promised.is_some() {
            let words = self.stage.words().trouble.cancelled;
            self.break_promise("cancelled", words);
        }
    }

    pub(super) fn show_first_screen(&self) {
        if self.data.is_none() {
            self.opener.element().set_hidden(false);
            return self.opener.focus();
        }
        self.header.focus()
    }

    pub(super) fn show_opener(&mut self) {
        let dialog = Dialog::open(&self.stage, self.stage.words().open_title);
        self.opener.element().set_hidden(false);
        dom::append(dialog.body(), &[self.opener.element()]);
        self.opener.focus();
        self.dialog = Some(dialog);
    }

    pub(super) fn awaits(&self, id: u32) -> bool {
        self.loading
            .as_ref()
            .is_some_and(|loading| loading.id == id)
    }

    pub(super) fn take_in(&mut self, report: LoadReport, troubles: &[Trouble]) {
        let summary = message::to_js(&report);
        let hosted = self.promised.is_some();
        self.keep_promise(&summary);
        self.end_loading();
        self.remove_views();
        self.header.show_source(Some(&report), !troubles.is_empty());
        self.header.show_requests(0);
        self.host.tell("chatgauge-load", &summary);
        let rejected = report.summary.rejected;
        let partly = !troubles.is_empty() || rejected > 0;
        let attempt = self.attempt.take();
        let load = attempt.as_ref().map(|attempt| attempt.id);
        let sample = attempt.as_ref().is_some_and(|attempt| attempt.sample);
        self.data = Some(Data {
            report: report.clone(),
            attempt,
            partly: !troubles.is_empty(),
            context: None,
            board: None,
            painted: None,
            opened: js_sys::Date::now(),
            requests: 0,
        });
        self.opener.element().remove();
        self.take_definitions();
        if partly {
            self.mention(rejected, troubles);
        }
        self.build_views();
        self.settle(sample);
        self.header.focus();
        self.ask();
        if let Some(load) = load {
            self.offer_mapping(load, Some(&report), troubles, hosted)
        }
    }

    /// Says that something was left out of what is shown.
    pub(super) fn mention(&mut self, rejected: u64, troubles: &[Trouble]) {
        let words = self.stage.words();
        let locale = self.stage.look().locale;
        let lines = notice::troubles(&self.stage, troubles);
        let title = if rejected > 0 {
            let count = format::count(rejected, &locale);
            fill(
                words.rejected.form(rejected, locale.language),
                &[("count", &count)],
            )
        } else {
            words.trouble.partly_read.to_owned()
        };
        self.announce(Weight::Mind, title, lines, false)
    }

    pub(super) fn refuse(&mut self, report: LoadReport, troubles: &[Trouble]) {
        let mut lines = notice::troubles(&self.stage, troubles);
        if lines.is_empty() {
            lines = notice::fruitless(&self.stage, &report);
        }
        let hosted = self.promised.is_some();
        let said: Vec<&str> = lines.iter().map(|line| line.0.as_str()).collect();
        self.break_promise("nothing_read", &said.join(" "));
        self.end_loading();
        if self.data.is_some() {
            lines.push((
                self.stage.words().trouble.still_here.to_owned(),
                String::new(),
            ));
        }
        self.refused = Some(report);
        let title = self.stage.words().trouble.nothing_read.to_owned();
        self.announce(Weight::Bad, title, lines, true);
        self.show_first_screen();
        if let Some(load) = self.attempt.as_ref().map(|attempt| attempt.id) {
            self.offer_mapping(load, None, troubles, hosted)
        }
    }

    /// Says that a load of so many bytes would not fit, and what would.
    pub(super) fn turn_away(&mut self, length: u64) {
        self.host.post(&message::cancel());
        let (words, locale) = (self.stage.words(), self.stage.look().locale);
        let attempt = self.attempt.as_ref();
        let name = attempt.map_or("", |attempt| &attempt.name).to_owned();
        let texts = !attempt.is_some_and(|attempt| attempt.without_texts);
        let size = |count: u64| bytes(count, words, &locale);
        let (most, bare) = (
            room::available(device_memory()),
            room::needed(length, false),
        );
        let needed = if texts {
            room::needed(length, true)
        } else {
            bare
        };
        let fits = texts && bare <= most;
        let advice = match fits {
            true => &words.trouble.too_large,
            false => &words.trouble.far_too_large,
        };
        let parts = [
            ("name", name.as_str()),
            ("size", &*size(length)),
            ("needed", &*size(needed)),
            ("most", &*size(most)),
            ("bare", &*size(bare)),
        ];
        let (what, todo) = (fill(advice.what, &parts), fill(advice.todo, &parts));
        self.break_promise("too_large", &format!("{what} {todo}"));
        self.end_loading();
        let title = words.trouble.nothing_read.to_owned();
        self.announce(Weight::Bad, title, vec![(what, todo)], false);
        self.show_first_screen();
        if let Some(notice) = self.notice.as_mut().filter(|_| fits) {
            let label = words.trouble.without_texts;
            notice.offer(label, &self.tell, || Action::LeaveOutTexts);
            notice.focus_offer();
        }
    }

    /// Does the load that was turned away without the texts of messages.
    pub(super) fn leave_out_texts(&mut self) {
        let Some(mut attempt) = self.attempt.take() else {
            return;
        };
        attempt.without_texts = true;
        self.start(attempt)
    }

    pub(super) fn start_over(&mut self, what: String, todo: String) {
        self.host.start(self.hear.as_ref().unchecked_ref());
        self.post_settings();
        self.forget();
        let title = self.stage.words().trouble.nothing_read.to_owned();
        self.announce(Weight::Bad, title, vec![(what, todo)], false);
        self.show_first_screen()
    }

    /// Shows nothing of the data any more.
    pub(super) fn forget(&mut self) {
        self.end_loading();
        self.dismiss();
        self.dialog = None;
        self.step = None;
        self.attempt = None;
        self.panel = None;
        self.data = None;
        self.remove_views();
        self.header.show_source(None, false);
        self.stage.add(self.opener.element())
    }

    pub(super) fn dismiss(&mut self) {
        self.refused = None;
        if let Some(notice) = self.notice.take() {
            notice.element().remove();
        }
    }

    /// Shows a message under the header, with the refused records where
    /// `listed` says so.
    pub(super) fn announce(
        &mut self,
        weight: Weight,
        title: String,
        lines: Vec<(String, String)>,
        listed: bool,
    ) {
        if let Some(notice) = self.notice.take() {
            notice.element().remove();
        }
        let message = Message {
            weight,
            title,
            lines,
        };
        let report = match (&self.refused, &self.data) {
            (Some(refused), _) => Some(refused),
            (None, data) => data.as_ref().map(|data| &data.report),
        };
        let report = report.filter(|_| listed);
        let notice = Notice::new(&self.stage, &message, report, &self.tell);
        dom::put_after(self.header.element(), notice.element());
        self.notice = Some(notice);
    }
}
