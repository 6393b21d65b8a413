//! `chatgauge serve`: the dashboard with some files, for this machine only.
//!
//! Nothing of it can be written. Only the loopback address listens; a page of
//! another site that was pointed at it is refused by the name it calls, and
//! who does not know the address that was printed finds nothing.

mod http;
mod names;

use std::hash::{BuildHasher, Hasher, RandomState};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};

use crate::cli::publish::args::ServeArgs;
use crate::cli::publish::{filled, template};
use crate::cli::serve::http::serve;
use crate::cli::serve::names::{encoded, relative};
use crate::cli::{Failure, Streams};
use crate::report::published::{Data, Published};

/// What can be asked for, by its whole path.
struct Shelf {
    /// The path of the page; ends with `/`.
    page: String,
    html: String,
    policy: String,
    files: Vec<(String, PathBuf)>,
}

/// What an answer brings.
enum Found<'a> {
    /// The page.
    Page(&'a str),
    /// A history.
    File(&'a Path),
}

impl Shelf {
    /// The page with these files, under a path that begins with `token`.
    fn new(paths: &[PathBuf], template: &str, token: &str) -> Result<Shelf, Failure> {
        let page = format!("/{token}/");
        let mut found = Vec::new();
        for path in paths {
            collect(path, &mut found)?;
        }
        let mut files = Vec::new();
        let mut sources = Vec::new();
        for (number, (name, path)) in found.into_iter().enumerate() {
            let place = format!("files/{number}/{}", encoded(&name));
            files.push((format!("{page}{place}"), path));
            sources.push(place);
        }
        let published = Published {
            title: "Chatgauge",
            begins: &[],
            data: Data::Beside(&sources.join(" ")),
        };
        let html = filled(template, &published)?;
        let policy = policy_of(&html).unwrap_or(NOTHING).replace("&#39;", "'");
        Ok(Shelf {
            page,
            html,
            policy,
            files,
        })
    }

    fn find(&self, path: &str) -> Option<Found<'_>> {
        if path == self.page {
            return Some(Found::Page(&self.html));
        }
        let file = self.files.iter().find(|file| file.0 == path);
        file.map(|file| Found::File(&file.1))
    }
}

/// The policy of what is no page.
const NOTHING: &str = "default-src 'none'";

/// The policy that a page carries.
fn policy_of(html: &str) -> Option<&str> {
    let (_, rest) = html.split_once("http-equiv=\"Content-Security-Policy\" content=\"")?;
    rest.split('"').next()
}

/// The files of a path, those in folders by name.
fn collect(path: &Path, found: &mut Vec<(String, PathBuf)>) -> Result<(), Failure> {
    let wrong = |error: &dyn std::fmt::Display| {
        Failure::Nothing(format!("{} cannot be read: {error}", path.display()))
    };
    if !path.is_dir() {
        std::fs::File::open(path).map_err(|error| wrong(&error))?;
        found.push((relative(path), path.to_owned()));
        return Ok(());
    }
    let entries = std::fs::read_dir(path).map_err(|error| wrong(&error))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let hidden = |path: &PathBuf| relative(path).starts_with('.');
    let shown = paths.iter().filter(|path| !hidden(path));
    shown.into_iter().try_for_each(|path| collect(path, found))
}

/// What nobody guesses: the system gives each process other keys of 128 bits,
/// and without them nobody knows what they make of anything.
fn token() -> String {
    let keys = RandomState::new();
    let part = |number: u8| {
        let mut hasher = keys.build_hasher();
        hasher.write_u8(number);
        format!("{:016x}", hasher.finish())
    };
    format!("{}{}", part(0), part(1))
}

pub(super) fn run(args: &ServeArgs, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let template = template(args.page.as_deref())?;
    let shelf = Shelf::new(&args.files, &template, &token())?;
    let deaf = |error| {
        Failure::Nothing(format!(
            "port {} of the loopback address cannot be listened on: {error}; choose another",
            args.port
        ))
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, args.port)).map_err(deaf)?;
    let address = listener.local_addr().map_err(deaf)?;
    let told = writeln!(streams.output, "http://{address}{}", shelf.page);
    told.and_then(|()| streams.output.flush())
        .or_else(|error| Failure::of_writing(&error))?;
    streams.tell("open this address in a browser of this machine; Ctrl-C ends it");
    serve(&listener, shelf);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::token;

    #[test]
    fn no_two_tokens_are_alike() {
        let (one, other) = (token(), token());
        assert!(one.len() == 32 && one != other);
        assert!(one.bytes().all(|letter| letter.is_ascii_hexdigit()));
    }
}
