//! The register and what a person asks of it: its state, and the questions to
//! the worker.

use crate::report::Sort;
use crate::view::state::{Change, View};
use crate::view::text::fill;
use crate::view::text::register::register_of;
use crate::web::address::Step;
use crate::web::core::Core;
use crate::web::message::{self, Reply};
use crate::web::notice::Weight;
use crate::web::register::{Asked, Register, Shown};

impl Core {
    /// Changes what is asked for.
    pub(super) fn handle_register(&mut self, asked: Asked) {
        let change = match asked {
            Asked::Search(words) => Change::Search(words),
            Asked::Sort(column) => {
                let sort = &self.state.sort;
                // Most first, and the other way when asked for again.
                let descending = sort.column != column || !sort.descending;
                Change::Sort(Sort { column, descending })
            }
            Asked::Columns(columns) => Change::Columns(columns),
            Asked::Close => Change::Open(None),
            other => {
                if let Some(register) = &mut self.register {
                    register.handle(other);
                }
                return self.ask_register();
            }
        };
        self.change(change)
    }

    /// Shows the listing in force, once it is known what day it is.
    pub(super) fn list(&mut self) {
        let (Some(data), Some(period)) = (&self.data, self.period()) else {
            return;
        };
        let Some(today) = data.context.as_ref().map(|context| context.today) else {
            return;
        };
        let Some(register) = &mut self.register else {
            return;
        };
        if self.state.view != View::Conversations {
            return;
        }
        register.offer(&data.report.columns);
        register.show(Shown {
            listing: self.state.listing(Some(period)),
            columns: self.state.columns.clone(),
            open: self.state.open.clone(),
            period,
            today,
        });
        self.ask_register()
    }

    /// What the register shows may have become another thing.
    pub(super) fn refresh_register(&mut self) {
        if let Some(register) = &mut self.register {
            register.refresh();
        }
        self.list()
    }

    /// The worker answered.
    pub(super) fn hear_register(&mut self, reply: Reply) {
        let Some(register) = &mut self.register else {
            return;
        };
        let came = match reply {
            Reply::Listed { id, page } => {
                let name = register.take_page(id, page);
                self.call_theme(name);
                Ok(())
            }
            Reply::Thread { id, place, thread } => {
                let known = register.take_thread(id, place, thread);
                self.take_opened(known);
                Ok(())
            }
            Reply::Csv { id, text, next } => register.take_csv(id, &text, next),
            _ => Ok(()),
        };
        self.look_after(came);
        self.ask_register()
    }

    /// A link does not say what a theme is called, as it may be a customer's
    /// words; its conversations do.
    fn call_theme(&mut self, name: Option<String>) {
        let theme = self.state.theme.as_mut();
        let unnamed = theme.filter(|theme| theme.name.is_empty());
        if let Some((theme, name)) = unnamed.zip(name) {
            theme.name = name;
            self.show_filters()
        }
    }

    /// A conversation was opened, or there is none of the name asked for.
    fn take_opened(&mut self, known: bool) {
        let facts_only = self.origin().is_some_and(|origin| origin.fixed);
        let words = &register_of(self.stage.look().locale.language).thread;
        if !known && facts_only {
            let title = words.facts_only.to_owned();
            self.announce(Weight::Mind, title, Vec::new(), false);
            let mut next = self.state.clone();
            next.open = None;
            return self.enter(next, Step::Over);
        }
        let open = self.register.as_ref().and_then(Register::open);
        let open = open.map(str::to_owned);
        if known && open != self.state.open {
            return self.change(Change::Open(open));
        }
        if let (false, Some(name)) = (known, &self.state.open) {
            let title = fill(words.unknown, &[("id", name)]);
            self.announce(Weight::Mind, title, Vec::new(), false);
            let mut next = self.state.clone();
            next.open = None;
            self.enter(next, Step::Over)
        }
    }

    /// The worker could not answer.
    pub(super) fn refuse_register(&mut self, id: u32) {
        if let Some(register) = &mut self.register {
            register.refuse(id);
        }
    }

    /// Asks the worker what the register lacks.
    fn ask_register(&mut self) {
        let Some(register) = &mut self.register else {
            return;
        };
        while let Some(question) = register.question(self.last_id + 1) {
            self.last_id += 1;
            self.host.post(&message::ask(self.last_id, &question));
        }
    }
}
