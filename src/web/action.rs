//! What can happen to the element: everything a person does, everything the
//! worker says, everything the browser notices.

use std::rc::Rc;

use js_sys::Function;
use web_sys::File;

use crate::filter::Filters;
use crate::settings::Plain;
use crate::view::state::{Change, Choice, View};
use crate::web::arms::ArmsAction;
use crate::web::export::Taking;
use crate::web::figure::Chosen;
use crate::web::filters::FilterAction;
use crate::web::mapping::edit::Edit as MappingEdit;
use crate::web::message::{Reply, Source};
use crate::web::overview::Place;
use crate::web::register::Asked;
use crate::web::settings::edit::Edit;
use crate::web::tools::ToolAction;

/// Settings that the page gives.
pub(crate) struct Given {
    /// The settings object, or why it is none.
    pub(crate) read: Result<Plain, String>,
    /// Whether they were given before the element began.
    pub(crate) initial: bool,
}

/// Settings that were read from a file or an address.
pub(crate) struct Brought {
    /// The file's name or the address.
    pub(crate) name: String,
    /// The settings object, or why there is none.
    pub(crate) read: Result<Plain, String>,
    /// Whether a person brought them, else the page.
    pub(crate) by_hand: bool,
}

/// What the page around the element wants to be shown.
pub(crate) enum Showing {
    /// All that a link says.
    State(String),
    /// Values by field; a key that ends in `!` excludes them.
    Filters(Filters),
    /// Which dates.
    Period(Choice),
    /// Which view.
    View(View),
}

/// What a host waits for.
pub(crate) struct Promised {
    /// Gets what was asked for: a load summary, a file.
    pub(crate) resolve: Function,
    /// Gets the error.
    pub(crate) reject: Function,
}

/// What happens to the way in which a file is read.
pub(crate) enum MappingAction {
    /// A file of a load is to be mapped.
    Map {
        /// Which load.
        load: u32,
        /// The file.
        name: String,
    },
    /// A file of a load is to be read as of another format.
    Reread {
        /// Which load.
        load: u32,
        /// The file.
        name: String,
        /// The format, by id.
        format: String,
    },
    /// A person changed something in a mapping.
    Edit(MappingEdit),
    /// The mapping for the addresses of the attribute was read.
    Source {
        /// The addresses.
        list: String,
        /// Where the mapping stands.
        address: String,
        /// The mapping, or why there is none.
        read: Result<Plain, String>,
    },
}

/// One thing that happened.
pub(crate) enum Action {
    /// The element begins with what its address or its attributes ask for.
    Begin,
    /// Files were chosen or dropped.
    OpenFiles(Vec<File>),
    /// An address was typed in.
    OpenAddress(String),
    /// The host opens something, with or without the texts of messages where
    /// it says so.
    Load(Vec<Source>, Option<bool>, Promised),
    /// The load that was too large is to be done without those texts.
    LeaveOutTexts,
    /// The host shows something else.
    Show(Showing),
    /// The host adds events.
    Append(File, Promised),
    /// The host is done with the data.
    Clear,
    /// The bundled sample was asked for.
    OpenSample,
    /// Other data is wanted.
    ShowOpener,
    /// Something to drop came over the element, or left it.
    Hover(bool),
    /// The load under way is to end.
    Cancel,
    /// What the screen shows is to change.
    Change(Change),
    /// A mark of a card or chart was chosen.
    Chosen(Place, Chosen),
    /// A person chooses what is compared.
    Arms(ArmsAction),
    /// The comparison is to be switched on or off.
    Compare,
    /// The address says another state.
    Moved,
    /// A person does something with the filters.
    Filters(FilterAction),
    /// Something arranged one's own view.
    Tools(ToolAction),
    /// The load summary was asked for.
    ShowSummary,
    /// The settings were asked for.
    ShowSettings,
    /// Their panel was closed.
    SettingsClosed,
    /// A person changed something in it.
    Edit(Edit),
    /// The page gives settings.
    Give(Given),
    /// Settings were read.
    Brought(Brought),
    /// A file is to be read in another way.
    Mapping(MappingAction),
    /// A person does something with the register.
    Register(Asked),
    /// The message about the last load has been read.
    Dismiss,
    /// Something on the screen is wanted as a file.
    Take(Taking),
    /// What a report is made of has come: a page and compressed facts, or why
    /// not.
    Published(Result<(String, Vec<u8>), String>),
    /// A large report is to be saved all the same.
    SaveReport,
    /// The browser made no image of it.
    NoImage,
    /// The page goes to paper, or has been there.
    Printing(bool),
    /// The rejected records are wanted as a file.
    ExportCsv,
    /// The same, one JSON object a line.
    ExportNdjson,
    /// The worker said something.
    Heard(Box<Reply>),
    /// The worker said something that cannot be understood.
    Misheard(String),
    /// This thread made a request, at so many milliseconds since 1970.
    Requested(f64),
    /// The element's size changed.
    Resized,
    /// A part of the screen is to be painted anew.
    Repaint,
    /// Colours, typeface or pixel ratio changed.
    Restyled,
    /// An attribute of the element changed.
    Attribute(String),
}

/// Where parts of the page send what happened.
pub(crate) type Tell = Rc<dyn Fn(Action)>;
