//! What is shown, what was asked, and what each action changes.

mod asking;
pub(crate) mod hosted;
mod mapping;
mod opening;
mod place;
mod publishing;
mod register;
mod rules;
mod taking;
mod tools;
mod views;

use std::rc::Rc;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use crate::engine::LoadReport;
use crate::report::figure::{Board, Context};
use crate::settings::{Plain, Settings};
use crate::view::saved::SavedView;
use crate::view::state::{Change, State};
use crate::view::text::fill;
use crate::web::action::{Action, Promised, Tell};
use crate::web::address::Address;
use crate::web::core::asking::Asking;
use crate::web::core::mapping::Attempt;
use crate::web::dom::{self, Dom};
use crate::web::element::Host;
use crate::web::export::Taking;
use crate::web::filters::Filters;
use crate::web::header::Header;
use crate::web::loading::Loading;
use crate::web::mapping::{Step, formats};
use crate::web::message::{self, Progress, Reply};
use crate::web::notice::{Notice, Weight};
use crate::web::opener::Opener;
use crate::web::overview::Overview;
use crate::web::reading::words_of;
use crate::web::register::Register;
use crate::web::save;
use crate::web::settings::Panel;
use crate::web::stage::Stage;
use crate::web::summary::{self, Dialog};
use crate::web::tools::layout::Arranger;
use crate::web::tools::{Tools, keep};
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
    tools: Tools,
    /// The views that were saved.
    saved: Vec<SavedView>,
    /// While cards and charts are being arranged.
    arranger: Option<Arranger>,
    filters: Filters,
    opener: Opener,
    overview: Option<Overview>,
    register: Option<Register>,
    loading: Option<Loading>,
    notice: Option<Notice>,
    dialog: Option<Dialog>,
    data: Option<Data>,
    refused: Option<LoadReport>,
    /// The last load, unless its data is open.
    attempt: Option<Attempt>,
    /// The mapping step, while its dialog is open.
    step: Option<Step>,
    /// The mappings that are known, by the fields they are for.
    memory: Plain,
    panel: Option<Panel>,
    /// The cards by the default rule, while the panel is open.
    usual: Option<Board>,
    settings: Settings,
    /// What the worker was told last.
    in_force: Settings,
    /// Whether a person chose settings here, now or before.
    chosen_here: bool,
    /// Whether the page gave any.
    given: bool,
    state: State,
    /// The place of the view whose cards and charts were laid out last.
    laid_out: usize,
    /// What the page's attributes ask for.
    own: State,
    /// The page's address, if it says the state.
    address: Option<Address>,
    last_id: u32,
    asking: Asking,
    /// What is to be saved when the answer is there.
    waiting: Option<Taking>,
    /// A report that waits for a person to want it: its name and its page.
    large: Option<(String, String)>,
    /// Who waits for the load under way.
    promised: Option<Promised>,
    /// Who waits for events to be added, by question.
    appends: Vec<(u32, Promised)>,
    stale: bool,
    painted_width: i32,
    /// When something was painted last, in milliseconds of the page's clock.
    painted_at: f64,
}

/// What is known of the data that is open.
struct Data {
    report: LoadReport,
    /// How it was opened, if it can be opened so once more.
    attempt: Option<Attempt>,
    /// Whether a source gave less than all of its bytes.
    partly: bool,
    context: Option<Context>,
    board: Option<Board>,
    /// The board as it was painted last, or is being painted.
    painted: Option<Board>,
    opened: f64,
    requests: u64,
}

impl Core {
    /// Builds the first screen and starts the worker.
    pub(crate) fn new(stage: &Rc<Stage>, host: Host, tell: &Tell) -> Core {
        let tools = Tools::new(stage, tell);
        let header = Header::new(stage, tools.element(), tell);
        let filters = Filters::new(stage, tell);
        let own = place::own_state(stage);
        let opener = Opener::new(stage, tell);
        stage.add(header.element());
        stage.add(filters.element());
        stage.add(opener.element());
        let heard = tell.clone();
        let hear = Closure::<dyn FnMut(JsValue)>::new(move |message| {
            heard(match message::reply(&message) {
                Ok(reply) => Action::Heard(Box::new(reply)),
                Err(error) => Action::Misheard(error),
            });
        });
        host.start(hear.as_ref().unchecked_ref());
        let mut core = Core {
            stage: stage.clone(),
            host,
            tell: tell.clone(),
            hear,
            watch: Watch::new(&stage.app, tell),
            header,
            tools,
            saved: keep::remembered(),
            arranger: None,
            filters,
            opener,
            overview: None,
            register: None,
            loading: None,
            notice: None,
            dialog: None,
            data: None,
            refused: None,
            attempt: None,
            step: None,
            memory: mapping::remembered(),
            panel: None,
            usual: None,
            settings: Settings::default(),
            in_force: Settings::default(),
            chosen_here: false,
            given: false,
            state: own.clone(),
            laid_out: 0,
            own,
            address: Address::take(stage, tell),
            last_id: 0,
            asking: Asking::default(),
            waiting: None,
            large: None,
            promised: None,
            appends: Vec::new(),
            stale: false,
            painted_width: 0,
            painted_at: 0.0,
        };
        core.remember();
        core
    }

    /// Tells the style sheet how much room there is.
    fn measure(&self) {
        let phone = self.stage.app.client_width() < PHONE;
        let size = if phone { "phone" } else { "roomy" };
        dom::attribute(&self.stage.app, "data-size", size)
    }

    /// Changes what an action asks for.
    pub(crate) fn handle(&mut self, action: Action) {
        if self.is_refused(&action) {
            return;
        }
        match action {
            Action::Begin => self.begin(),
            Action::OpenFiles(files) => self.open_files(files),
            Action::OpenAddress(address) => self.open_addresses(&[&address], None),
            Action::Load(sources, texts, promised) => self.load_for(&sources, texts, promised),
            Action::Show(showing) => self.show_for(showing),
            Action::LeaveOutTexts => self.leave_out_texts(),
            Action::Append(file, promised) => self.append(&file, promised),
            Action::Clear => self.clear(),
            Action::OpenSample => self.open_sample(),
            Action::ShowOpener => self.show_opener(),
            Action::Hover(over) => self.opener.hover(&self.stage, over),
            Action::Cancel => self.cancel(),
            Action::Change(change) => self.change(change),
            Action::Chosen(place, chosen) => self.open_mark(place, &chosen),
            Action::Arms(asked) => self.ask_arms(&asked),
            Action::Compare => self.change(Change::Compared(!self.state.compared)),
            Action::Moved => self.move_there(),
            Action::Filters(asked) => self.handle_filters(asked),
            Action::Tools(asked) => self.handle_tools(asked),
            Action::ShowSummary => self.show_summary(),
            Action::ShowSettings => self.show_settings(),
            Action::SettingsClosed => {
                self.panel = None;
            }
            Action::Edit(edit) => self.edit(edit),
            Action::Give(given) => self.give(given),
            Action::Brought(brought) => self.bring(brought),
            Action::Mapping(asked) => self.handle_mapping(asked),
            Action::Register(asked) => self.handle_register(asked),
            Action::Dismiss => {
                self.dismiss();
            }
            Action::Take(taking) => self.take_out(taking),
            Action::Published(made) => self.take_published(made),
            Action::SaveReport => self.save_large(),
            Action::NoImage => self.miss_image(),
            Action::Printing(begins) => self.print(begins),
            Action::ExportCsv => self.export(false),
            Action::ExportNdjson => self.export(true),
            Action::Heard(reply) => self.hear(*reply),
            Action::Misheard(detail) => self.complain(&detail.into()),
            Action::Requested(at) => self.count_request(at),
            Action::Resized => {
                self.stale |= self.stage.app.client_width() != self.painted_width;
                self.measure();
                if let Some(register) = &mut self.register {
                    register.resize();
                }
            }
            Action::Repaint => {
                self.stale = true;
            }
            Action::Restyled => self.restyle(),
            Action::Attribute(name) => self.follow(&name),
        }
    }

    /// Shows what went wrong, if anything did.
    fn look_after(&mut self, came: Dom<()>) {
        if let Err(error) = came {
            self.complain(&error);
        }
    }

    /// Shows an error that nobody foresaw.
    fn complain(&mut self, error: &JsValue) {
        let detail = words_of(error);
        let title = self.stage.words().trouble.question.to_owned();
        self.announce(Weight::Bad, title, vec![(detail, String::new())], false);
    }

    fn show_summary(&mut self) {
        if let Some(data) = &self.data {
            let context = data.context.as_ref();
            let mut dialog = summary::summary(&self.stage, &data.report, context, &self.tell);
            if let Some(attempt) = data.attempt.as_ref().filter(|_| !self.is_read_only()) {
                let (files, body) = (&data.report.files, dialog.body().clone());
                let (stage, load) = (&self.stage, attempt.id);
                dialog.keep(formats::choosers(stage, &body, files, load, &self.tell));
            }
            self.dialog = Some(dialog);
        }
    }

    fn show_progress(&self, progress: &Progress) {
        let awaited = |loading: &&Loading| loading.id == progress.id;
        if let Some(loading) = self.loading.as_ref().filter(awaited) {
            loading.show(progress);
            self.host
                .tell("chatgauge-progress", &message::to_js(progress));
        }
    }

    fn hear(&mut self, reply: Reply) {
        match reply {
            Reply::Progress(progress) => self.show_progress(&progress),
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
            Reply::TooLarge { id, bytes } if self.awaits(id) => self.turn_away(bytes),
            Reply::Loaded { .. } | Reply::Refused { .. } | Reply::TooLarge { .. } => {}
            Reply::Appended { id, report } => self.take_appended(id, report),
            Reply::Board { id, board } => self.take_board(id, board),
            Reply::Values { id, values } => self.take_values(id, values),
            Reply::Usual { board } => {
                self.usual = Some(board);
                self.compare_rules()
            }
            Reply::Preview { id, preview } => self.take_preview(id, preview),
            Reply::Report { period, text } => self.save_report(period, &text),
            reply @ (Reply::Listed { .. } | Reply::Thread { .. } | Reply::Csv { .. }) => {
                self.hear_register(reply)
            }
            Reply::Settled { report } => self.take_settled(report),
            Reply::Failed { id, message } => {
                if self.reject_append(id, &message) {
                    return;
                }
                self.refuse_register(id);
                if self.awaits(id) {
                    self.break_promise("load", &message);
                    self.end_loading();
                    self.show_first_screen();
                }
                self.complain(&message.into())
            }
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

    /// What was read amounts to something else under other definitions.
    fn take_settled(&mut self, report: LoadReport) {
        let Some(data) = &mut self.data else {
            return;
        };
        data.report = report;
        self.header.show_source(Some(&data.report), data.partly)
    }

    fn show_context(&self) {
        if let Some(context) = self.data.as_ref().and_then(|data| data.context.as_ref()) {
            self.header.show_context(context, &self.state)
        }
    }

    fn count_request(&mut self, at: f64) {
        let Some(data) = self.data.as_mut().filter(|data| at > data.opened) else {
            return;
        };
        data.requests += 1;
        let requests = data.requests;
        self.header.show_requests(requests)
    }

    fn restyle(&mut self) {
        self.read_style();
        if let Some(register) = &mut self.register {
            register.restyle();
        }
        self.list()
    }

    /// Takes up colours, typeface and pixel ratio.
    fn read_style(&mut self) {
        let restyled = self.stage.restyle();
        self.look_after(restyled);
        self.watch.follow_ratio(&self.tell);
        self.stale = true;
    }

    fn follow(&mut self, attribute: &str) {
        match attribute {
            "theme" => self.restyle(),
            "period" | "view" | "compare" | "timezone" | "layout" => self.follow_state(attribute),
            "settings" => {
                self.fetch_settings();
            }
            "src" | "mapping" => self.open_source(),
            _ => {}
        }
    }

    fn export(&mut self, lines: bool) {
        let report = self
            .refused
            .as_ref()
            .or(self.data.as_ref().map(|data| &data.report));
        if let Some(report) = report {
            let rejections = &report.summary.rejections;
            let saved = save::rejections(&self.stage, rejections, lines);
            self.look_after(saved);
        }
    }
}

impl Drop for Core {
    fn drop(&mut self) {
        self.host.stop();
    }
}
