//! Making a report of what is open: one page with its facts in it.

use js_sys::{Date, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use crate::report::export;
use crate::report::published::{Data, LARGE, Published, page};
use crate::view::text::export::export_of;
use crate::view::text::fill;
use crate::web::action::Action;
use crate::web::core::Core;
use crate::web::header::short_name;
use crate::web::loading::bytes;
use crate::web::message::{Publish, to_other};
use crate::web::notice::Weight;
use crate::web::reading::words_of;
use crate::web::save;

impl Core {
    /// What the report is called: as what is open is.
    fn report_title(&self) -> String {
        let report = self.data.as_ref().map(|data| &data.report);
        let file = report.and_then(|report| report.files.first());
        let title = file.map(|file| short_name(&file.name).to_owned());
        let title = title.or_else(|| self.origin().map(|origin| origin.title.clone()));
        title.unwrap_or_default()
    }

    /// Asks for what a report is made of: the facts of the conversations that
    /// pass the filters.
    pub(super) fn publish(&self) {
        let ask = Publish {
            title: self.report_title(),
            made: String::from(Date::new_0().to_iso_string()),
            filters: self.state.filters.clone(),
            everything: false,
        };
        let tell = self.tell.clone();
        let done = Closure::once_into_js(move |page: JsValue, facts: JsValue| {
            tell(Action::Published(match page.as_string() {
                Some(page) => Ok((page, facts.unchecked_into::<Uint8Array>().to_vec())),
                None => Err(words_of(&facts)),
            }));
        });
        self.host.publish(&to_other(&ask), done.unchecked_ref())
    }

    /// What a report is made of has come.
    pub(super) fn take_published(&mut self, made: Result<(String, Vec<u8>), String>) {
        let words = export_of(self.stage.look().locale.language);
        let (template, facts) = match made {
            Ok(made) => made,
            Err(detail) => {
                let title = fill(words.no_report, &[("detail", &detail)]);
                return self.announce(Weight::Bad, title, Vec::new(), false);
            }
        };
        let Some(period) = self.period() else {
            return;
        };
        let dates = format!("{}..{}", period.from, period.to);
        let begins = [("period", dates.as_str()), ("view", self.state.view.name())];
        let report = Published {
            title: &self.report_title(),
            begins: &begins,
            data: Data::Within(&facts),
        };
        let Some(text) = page(&template, &report) else {
            let title = fill(words.no_report, &[("detail", "")]);
            return self.announce(Weight::Bad, title, Vec::new(), false);
        };
        let name = format!("{}.html", export::file_name("report", period));
        let large = text.len() > LARGE;
        let size = text.len() as u64;
        self.large = Some((name, text));
        if !large {
            return self.save_large();
        }
        let shell = self.stage.words();
        let size = bytes(size, shell, &self.stage.look().locale);
        let title = fill(words.large, &[("size", &size)]);
        self.announce(Weight::Mind, title, Vec::new(), false);
        if let Some(notice) = &mut self.notice {
            notice.offer(words.save_large, &self.tell, || Action::SaveReport);
        }
    }

    /// Saves the report that was made.
    pub(super) fn save_large(&mut self) {
        if let Some((name, text)) = self.large.take() {
            self.dismiss();
            let saved = save::text(&text, "text/html", &name);
            self.look_after(saved)
        }
    }
}
