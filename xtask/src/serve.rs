//! The door to the page itself: build it, serve it, show it.

use crate::args::Args;
use crate::command::Outcome;
use crate::http::{self, Mount};
use crate::wasm::Build;
use crate::{dist, files, open};

/// `cargo xtask serve`: runs until it is interrupted.
pub(crate) fn run(mut args: Args) -> Outcome {
    let port = args.number("--port")?.unwrap_or(0);
    let shows = !args.flag("--no-open");
    let build = if args.flag("--full") {
        Build::Full
    } else {
        Build::Fast
    };
    args.finish()?;
    dist::site(build)?;
    let address = http::start(
        vec![Mount {
            path: "/",
            folder: files::site(),
        }],
        port,
    )?;
    let page = format!("http://{address}/#sample");
    println!("\nChatgauge is at {page}\nCtrl-C ends it.");
    if shows {
        open::browser(&page);
    }
    loop {
        std::thread::park();
    }
}
