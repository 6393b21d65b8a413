//! The register and what a person asks of it: its state, and the questions to
//! the worker.

use crate::report::{Listing, Query, Sort};
use crate::view::state::View;
use crate::web::core::Core;
use crate::web::message::{self, Reply};
use crate::web::register::{Asked, Shown};

impl Core {
    /// Changes what is asked for.
    pub(super) fn handle_register(&mut self, asked: Asked) {
        let Some(register) = &mut self.register else {
            return;
        };
        match asked {
            Asked::Search(words) => self.state.search = words,
            Asked::Sort(column) => {
                let sort = &self.state.sort;
                // Most first, and the other way when asked for again.
                let descending = sort.column != column || !sort.descending;
                self.state.sort = Sort { column, descending };
            }
            Asked::Open(which) => register.want(which),
            Asked::Close => self.state.open = None,
            Asked::Columns(columns) => self.state.columns = columns,
            Asked::Width(column, width) => register.widen(&column, width),
            Asked::Step(step) => register.step(step),
            Asked::Scrolled => register.scroll(false),
            Asked::Settled => register.scroll(true),
            Asked::Resized => register.resize(),
            Asked::Save => register.save(),
        }
        self.list()
    }

    /// Shows the listing in force, once it is known what day it is.
    pub(super) fn list(&mut self) {
        let context = self.data.as_ref().and_then(|data| data.context.as_ref());
        let (Some(context), Some(register)) = (context, &mut self.register) else {
            return;
        };
        if self.view != View::Conversations {
            return;
        }
        register.show(Shown {
            listing: Listing {
                query: Query {
                    period: Some(context.period),
                    ..Query::default()
                },
                ..self.state.listing(None)
            },
            columns: self.state.columns.clone(),
            open: self.state.open.clone(),
            period: context.period,
            today: context.today,
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
                register.take_page(id, page);
                Ok(())
            }
            Reply::Thread { id, place, thread } => {
                register.take_thread(id, place, thread);
                self.state.open = register.open().map(str::to_owned);
                Ok(())
            }
            Reply::Csv { id, text, next } => register.take_csv(id, &text, next),
            _ => Ok(()),
        };
        self.look_after(came);
        self.list();
        self.ask_register()
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
