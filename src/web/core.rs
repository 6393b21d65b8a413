//! What is shown, what was asked, and what each action changes.

use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{File, Url};

use crate::base::preset::Preset;
use crate::engine::{LoadReport, Query};
use crate::report::figure::{Ask, Board, Context, Figure};
use crate::view::format;
use crate::view::layout;
use crate::view::text::fill;
use crate::web::action::{Action, Choice, Tell};
use crate::web::dom::Dom;
use crate::web::element::Host;
use crate::web::header::{Header, short_name};
use crate::web::loading::Loading;
use crate::web::message::{self, Reply, Source, Trouble};
use crate::web::notice::{self, Message, Notice, Weight};
use crate::web::opener::Opener;
use crate::web::overview::Overview;
use crate::web::save;
use crate::web::stage::Stage;
use crate::web::summary::{self, Dialog};
use crate::web::watch::Watch;

/// Under this width everything stands in one column, in CSS pixels.
const PHONE: i32 = 560;

/// The state of one element.
pub(crate) struct Core {
    stage: Rc<Stage>,
    host: Host,
    tell: Tell,
    hear: Closure<dyn FnMut(JsValue)>,
    watch: Watch,
    header: Header,
    opener: Opener,
    overview: Option<Overview>,
    loading: Option<Loading>,
    notice: Option<Notice>,
    dialog: Option<Dialog>,
    data: Option<Data>,
    refused: Option<LoadReport>,
    choice: Choice,
    compared: bool,
    last_id: u32,
    stale: bool,
    painted_width: i32,
}

/// What is known of the data that is open.
struct Data {
    report: LoadReport,
    context: Option<Context>,
    board: Option<Board>,
    opened: f64,
    requests: u64,
}

impl Core {
    /// Builds the first screen and starts the worker.
    pub(crate) fn new(stage: &Rc<Stage>, host: Host, tell: &Tell) -> Dom<Core> {
        let header = Header::new(stage, tell)?;
        let opener = Opener::new(stage, tell)?;
        stage.add(header.element())?;
        stage.add(opener.element())?;
        let heard = tell.clone();
        let hear = Closure::<dyn FnMut(JsValue)>::new(move |message| {
            heard(match serde_wasm_bindgen::from_value(message) {
                Ok(reply) => Action::Heard(Box::new(reply)),
                Err(error) => Action::Misheard(error.to_string()),
            });
        });
        host.start(hear.as_ref().unchecked_ref());
        Ok(Core {
            stage: stage.clone(),
            host,
            tell: tell.clone(),
            hear,
            watch: Watch::new(&stage.app, tell)?,
            header,
            opener,
            overview: None,
            loading: None,
            notice: None,
            dialog: None,
            data: None,
            refused: None,
            choice: Choice::Named(period_of(stage)),
            compared: true,
            last_id: 0,
            stale: false,
            painted_width: 0,
        })
    }

    /// Tells the style sheet how much room there is.
    fn measure(&self) -> Dom<()> {
        let phone = self.stage.app.client_width() < PHONE;
        let size = if phone { "phone" } else { "roomy" };
        self.stage.app.set_attribute("data-size", size)
    }

    /// Changes what an action asks for.
    pub(crate) fn handle(&mut self, action: Action) -> Dom<()> {
        match action {
            Action::OpenFiles(files) => self.open_files(files),
            Action::OpenAddress(address) => self.open_addresses(&[&address]),
            Action::OpenSample => {
                let sample = self.stage.attribute("sample").unwrap_or_default();
                self.open_addresses(&[&sample])
            }
            Action::ShowOpener => self.show_opener(),
            Action::Hover(over) => self.opener.hover(&self.stage, over),
            Action::Cancel => self.cancel(),
            Action::Choose(choice) => {
                self.choice = choice;
                self.ask()
            }
            Action::Compare => {
                self.compared = !self.compared;
                self.show_context()?;
                self.stale = true;
                Ok(())
            }
            Action::Switch {
                panel,
                switch,
                option,
            } => {
                if let Some(overview) = &mut self.overview {
                    overview.switch(panel, switch, option)?;
                }
                self.ask()
            }
            Action::ShowSummary => self.show_summary(),
            Action::Dismiss => {
                self.dismiss();
                Ok(())
            }
            Action::ExportCsv => self.export(false),
            Action::ExportNdjson => self.export(true),
            Action::Heard(reply) => self.hear(*reply),
            Action::Misheard(detail) => Err(detail.into()),
            Action::Requested(at) => self.count_request(at),
            Action::Resized => {
                self.stale |= self.stage.app.client_width() != self.painted_width;
                self.measure()
            }
            Action::Repaint => {
                self.stale = true;
                Ok(())
            }
            Action::Restyled => self.restyle(),
            Action::Attribute(name) => self.follow(&name),
        }
    }

    /// Whether something on the canvases is out of date.
    pub(crate) fn needs_paint(&self) -> bool {
        self.stale && self.data.as_ref().is_some_and(|data| data.board.is_some())
    }

    /// Paints what is out of date.
    pub(crate) fn paint(&mut self) -> Dom<()> {
        if !self.needs_paint() {
            return Ok(());
        }
        self.stale = false;
        self.painted_width = self.stage.app.client_width();
        let board = self.data.as_ref().and_then(|data| data.board.as_ref());
        if let (Some(overview), Some(board)) = (&self.overview, board) {
            if self.compared {
                overview.show(board)?;
            } else {
                overview.show(&without_comparison(board))?;
            }
        }
        Ok(())
    }

    /// Shows an error that nobody foresaw.
    pub(crate) fn complain(&mut self, error: &JsValue) {
        let detail = Reflect::get(error, &"message".into())
            .ok()
            .and_then(|message| message.as_string())
            .or_else(|| error.as_string())
            .unwrap_or_else(|| format!("{error:?}"));
        let title = self.stage.words().trouble.question.to_owned();
        // If not even this can be shown, the console still has it.
        let _ = self.announce(Weight::Bad, title, vec![(detail, String::new())], false);
    }

    fn open_files(&mut self, files: Vec<File>) -> Dom<()> {
        // Files that begin with a dot are the system's own.
        let files: Vec<File> = files.into_iter().filter(|file| !file.name().starts_with('.')).collect();
        let Some(first) = files.first() else {
            let advice = &self.stage.words().trouble.no_files;
            let lines = vec![(advice.what.to_owned(), advice.todo.to_owned())];
            let title = self.stage.words().trouble.nothing_read.to_owned();
            return self.announce(Weight::Bad, title, lines, false);
        };
        let name = first.name();
        let sources: Vec<Source> = files.into_iter().map(Source::File).collect();
        self.load(&name, &sources)
    }

    fn open_addresses(&mut self, addresses: &[&str]) -> Dom<()> {
        let base = self.stage.host.base_uri()?.unwrap_or_default();
        let resolve = |address: &&str| {
            // What is no address is left for the fetch to refuse by name.
            Url::new_with_base(address, &base).map_or_else(|_| (*address).to_owned(), |url| url.href())
        };
        let sources: Vec<Source> = addresses.iter().map(resolve).map(Source::Address).collect();
        let name = addresses.first().copied().map(short_name).unwrap_or_default();
        self.load(name, &sources)
    }

    fn load(&mut self, name: &str, sources: &[Source]) -> Dom<()> {
        self.dialog = None;
        self.dismiss();
        self.end_loading();
        self.last_id += 1;
        let beside = self.data.is_some();
        let loading = Loading::new(&self.stage, self.last_id, name, beside, &self.tell)?;
        let header: &web_sys::Element = self.header.element();
        header.insert_adjacent_element("afterend", loading.element())?;
        self.opener.element().set_hidden(true);
        loading.focus()?;
        self.loading = Some(loading);
        let zone = self.stage.attribute("timezone");
        self.host.post(&message::load(self.last_id, sources, zone.as_deref())?);
        Ok(())
    }

    fn cancel(&mut self) -> Dom<()> {
        self.host.post(&message::cancel()?);
        self.end_loading();
        self.show_first_screen()
    }

    fn end_loading(&mut self) {
        if let Some(loading) = self.loading.take() {
            loading.element().remove();
        }
    }

    fn show_first_screen(&self) -> Dom<()> {
        if self.data.is_none() {
            self.opener.element().set_hidden(false);
            return self.opener.focus();
        }
        self.header.focus()
    }

    fn show_opener(&mut self) -> Dom<()> {
        let dialog = Dialog::open(&self.stage, self.stage.words().open_title)?;
        self.opener.element().set_hidden(false);
        dialog.body().append_child(self.opener.element())?;
        self.opener.focus()?;
        self.dialog = Some(dialog);
        Ok(())
    }

    fn show_summary(&mut self) -> Dom<()> {
        if let Some(data) = &self.data {
            let context = data.context.as_ref();
            let dialog = summary::summary(&self.stage, &data.report, context, &self.tell)?;
            self.dialog = Some(dialog);
        }
        Ok(())
    }

    fn dismiss(&mut self) {
        self.refused = None;
        if let Some(notice) = self.notice.take() {
            notice.element().remove();
        }
    }

    /// Shows a message under the header, with the refused records where
    /// `listed` says so.
    fn announce(&mut self, weight: Weight, title: String, lines: Vec<(String, String)>, listed: bool) -> Dom<()> {
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
        let notice = Notice::new(&self.stage, &message, report, &self.tell)?;
        let header: &web_sys::Element = self.header.element();
        header.insert_adjacent_element("afterend", notice.element())?;
        self.notice = Some(notice);
        Ok(())
    }

    fn hear(&mut self, reply: Reply) -> Dom<()> {
        match reply {
            Reply::Progress(progress) => {
                if let Some(loading) = self.loading.as_ref().filter(|loading| loading.id == progress.id) {
                    loading.show(&progress);
                    self.host.tell("chatgauge-progress", &message::to_js(&progress)?);
                }
                Ok(())
            }
            Reply::Loaded {
                id,
                report,
                troubles,
            } if self.awaits(id) => self.take_in(report, &troubles),
            Reply::Refused {
                id,
                report,
                troubles,
            } if self.awaits(id) => self.refuse(report, &troubles),
            Reply::Loaded { .. } | Reply::Refused { .. } => Ok(()),
            Reply::Board { id, board } => self.take_board(id, board),
            Reply::Failed { message } => Err(message.into()),
            Reply::Request { at } => self.count_request(at),
            Reply::Panic { message } => {
                let advice = &self.stage.words().trouble.panic;
                let todo = fill(advice.todo, &[("detail", &message)]);
                self.start_over(advice.what.to_owned(), todo)
            }
            Reply::Lost { detail } => {
                let advice = &self.stage.words().trouble.no_worker;
                let what = fill(advice.what, &[("detail", &detail)]);
                self.start_over(what, advice.todo.to_owned())
            }
        }
    }

    fn awaits(&self, id: u32) -> bool {
        self.loading.as_ref().is_some_and(|loading| loading.id == id)
    }

    fn take_in(&mut self, report: LoadReport, troubles: &[Trouble]) -> Dom<()> {
        self.end_loading();
        if let Some(overview) = self.overview.take() {
            overview.element().remove();
        }
        self.header.show_source(Some(&report));
        self.header.show_requests(0)?;
        self.host.tell("chatgauge-load", &message::to_js(&report)?);
        let rejected = report.summary.rejected;
        let partly = !troubles.is_empty() || rejected > 0;
        self.data = Some(Data {
            report,
            context: None,
            board: None,
            opened: js_sys::Date::now(),
            requests: 0,
        });
        self.opener.element().remove();
        if partly {
            self.mention(rejected, troubles)?;
        }
        let overview = Overview::new(&self.stage, self.screen(), &self.tell)?;
        self.stage.add(overview.element())?;
        self.overview = Some(overview);
        self.header.focus()?;
        self.ask()
    }

    /// Says that something was left out of what is shown.
    fn mention(&mut self, rejected: u64, troubles: &[Trouble]) -> Dom<()> {
        let words = self.stage.words();
        let locale = self.stage.look().locale;
        let lines = notice::troubles(&self.stage, troubles);
        let title = if rejected > 0 {
            let count = format::count(rejected, &locale);
            fill(words.rejected.form(rejected, locale.language), &[("count", &count)])
        } else {
            words.trouble.partly_read.to_owned()
        };
        self.announce(Weight::Mind, title, lines, false)
    }

    /// The overview; without orders in the data goals take the last card.
    fn screen(&self) -> layout::Screen {
        let mut screen = layout::overview();
        let missing = self.data.iter().flat_map(|data| &data.report.missing);
        let lacks: Vec<&str> = missing.map(|(id, _)| id.as_str()).collect();
        if lacks.contains(&"revenue_per_chat")
            && !lacks.contains(&"goal_completion_rate")
            && let Some(last) = screen.cards.last_mut()
        {
            last.ask = Ask::Card {
                metric: "goal_completion_rate".to_owned(),
            };
        }
        screen
    }

    fn refuse(&mut self, report: LoadReport, troubles: &[Trouble]) -> Dom<()> {
        self.end_loading();
        let mut lines = notice::troubles(&self.stage, troubles);
        if lines.is_empty() {
            lines = notice::fruitless(&self.stage, &report);
        }
        if self.data.is_some() {
            lines.push((self.stage.words().trouble.still_here.to_owned(), String::new()));
        }
        self.refused = Some(report);
        let title = self.stage.words().trouble.nothing_read.to_owned();
        self.announce(Weight::Bad, title, lines, true)?;
        self.show_first_screen()
    }

    fn start_over(&mut self, what: String, todo: String) -> Dom<()> {
        self.host.start(self.hear.as_ref().unchecked_ref());
        self.end_loading();
        self.dismiss();
        self.dialog = None;
        self.data = None;
        if let Some(overview) = self.overview.take() {
            overview.element().remove();
        }
        self.header.show_source(None);
        self.stage.add(self.opener.element())?;
        let title = self.stage.words().trouble.nothing_read.to_owned();
        self.announce(Weight::Bad, title, vec![(what, todo)], false)?;
        self.show_first_screen()
    }

    /// Asks the worker for the numbers of the screen. Named periods need to
    /// know what day it is in the data; the first answer tells.
    fn ask(&mut self) -> Dom<()> {
        let (Some(data), Some(overview)) = (&self.data, &self.overview) else {
            return Ok(());
        };
        let period = match (self.choice, &data.context) {
            (Choice::Dates(period), _) => Some(period),
            (Choice::Named(preset), Some(context)) => Some(preset.period(context.today, context.span)),
            (Choice::Named(_), None) => None,
        };
        let known = period.is_some() || self.choice == Choice::Named(Preset::Last7Days);
        let asks = if known { overview.asks() } else { Vec::new() };
        let query = Query {
            period,
            ..Query::default()
        };
        self.last_id += 1;
        self.host.post(&message::board(self.last_id, &query, &asks)?);
        Ok(())
    }

    fn take_board(&mut self, id: u32, board: Board) -> Dom<()> {
        // An answer that a later question has overtaken is of no use.
        let Some(data) = self.data.as_mut().filter(|_| id == self.last_id) else {
            return Ok(());
        };
        data.context = Some(board.context.clone());
        if board.figures.is_empty() {
            return self.ask();
        }
        self.host.tell("chatgauge-change", &message::to_js(&board.context)?);
        data.board = Some(board);
        self.stale = true;
        self.show_context()
    }

    fn show_context(&self) -> Dom<()> {
        match self.data.as_ref().and_then(|data| data.context.as_ref()) {
            Some(context) => self.header.show_context(context, self.choice, self.compared),
            None => Ok(()),
        }
    }

    fn count_request(&mut self, at: f64) -> Dom<()> {
        let Some(data) = self.data.as_mut().filter(|data| at > data.opened) else {
            return Ok(());
        };
        data.requests += 1;
        let requests = data.requests;
        self.header.show_requests(requests)
    }

    fn restyle(&mut self) -> Dom<()> {
        self.stage.restyle()?;
        self.watch.follow_ratio(&self.tell)?;
        self.stale = true;
        Ok(())
    }

    fn follow(&mut self, attribute: &str) -> Dom<()> {
        match attribute {
            "theme" => self.restyle(),
            "period" => {
                self.choice = Choice::Named(period_of(&self.stage));
                self.ask()
            }
            "src" => match self.stage.attribute("src") {
                Some(list) => self.open_addresses(&list.split_whitespace().collect::<Vec<_>>()),
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    fn export(&self, lines: bool) -> Dom<()> {
        let report = self.refused.as_ref().or(self.data.as_ref().map(|data| &data.report));
        match report {
            Some(report) => save::rejections(&self.stage, &report.summary.rejections, lines),
            None => Ok(()),
        }
    }
}

impl Drop for Core {
    fn drop(&mut self) {
        self.host.stop();
    }
}

fn period_of(stage: &Stage) -> Preset {
    let name = stage.attribute("period").unwrap_or_default();
    Preset::named(&name).unwrap_or(Preset::Last7Days)
}

fn without_comparison(board: &Board) -> Board {
    let mut board = board.clone();
    for figure in &mut board.figures {
        if let Figure::Card(card) = figure {
            card.answer.comparison = None;
        }
    }
    board
}
