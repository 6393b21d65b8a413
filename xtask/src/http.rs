//! The smallest web server the page needs: files of a few folders, on the
//! loopback address, under the strict policy the page promises to run with.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::command::Outcome;

/// Sent with every answer: if the page works here, it works under it anywhere.
const HEADERS: &str = "\
Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
worker-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; \
require-trusted-types-for 'script'\r\n\
X-Content-Type-Options: nosniff\r\n\
Cache-Control: no-cache\r\n";

/// Nobody sends us more than this before the empty line.
const LONGEST_HEAD: u64 = 16 * 1024;
/// A connection nobody uses is given up after this.
const PATIENCE: Duration = Duration::from_secs(60);

/// A folder and the path it is found under; the path begins and ends with `/`.
pub(crate) struct Mount {
    pub(crate) path: &'static str,
    pub(crate) folder: PathBuf,
}

/// Serves the mounts on the loopback address from now until the door closes.
/// Port 0 takes a free one.
pub(crate) fn start(mounts: Vec<Mount>, port: u16) -> Outcome<SocketAddr> {
    let explain = |error| format!("Could not listen on port {port}: {error}; choose another.");
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(explain)?;
    let address = listener.local_addr().map_err(explain)?;
    let mounts = Arc::new(mounts);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mounts = Arc::clone(&mounts);
            // A broken connection concerns only the one who broke it.
            std::thread::spawn(move || drop(converse(&stream, &mounts)));
        }
    });
    Ok(address)
}

/// Answers one request after the other until the other side has had enough.
fn converse(stream: &TcpStream, mounts: &[Mount]) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    while let Some(request) = Request::read(&mut reader)? {
        let answer = answer(&request, mounts);
        answer.write(&mut &*stream, request.method == "HEAD")?;
        if request.closes {
            break;
        }
    }
    Ok(())
}

#[derive(Default)]
struct Request {
    method: String,
    target: String,
    host: String,
    closes: bool,
}

impl Request {
    /// The next request's head; `None` at the end of the connection.
    fn read(reader: &mut impl BufRead) -> io::Result<Option<Request>> {
        let mut head = reader.take(LONGEST_HEAD);
        let mut line = String::new();
        if head.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let mut words = line.split_whitespace().map(str::to_owned);
        let mut request = Request {
            method: words.next().unwrap_or_default(),
            target: words.next().unwrap_or_default(),
            ..Request::default()
        };
        loop {
            line.clear();
            if head.read_line(&mut line)? == 0 {
                return Err(io::ErrorKind::InvalidData.into());
            }
            let Some((name, value)) = line.split_once(':') else {
                return Ok(Some(request));
            };
            match name.to_ascii_lowercase().as_str() {
                "host" => request.host = value.trim().to_owned(),
                "connection" => request.closes = value.trim().eq_ignore_ascii_case("close"),
                _ => {}
            }
        }
    }
}

struct Answer {
    status: &'static str,
    kind: &'static str,
    body: Vec<u8>,
}

impl Answer {
    fn refusal(status: &'static str) -> Answer {
        Answer {
            status,
            kind: "text/plain; charset=utf-8",
            body: status.as_bytes().to_vec(),
        }
    }

    fn write(&self, out: &mut impl Write, head_only: bool) -> io::Result<()> {
        let Answer { status, kind, body } = self;
        let length = body.len();
        let mut bytes = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{HEADERS}\r\n"
        )
        .into_bytes();
        if !head_only {
            bytes.extend_from_slice(body);
        }
        out.write_all(&bytes)
    }
}

fn answer(request: &Request, mounts: &[Mount]) -> Answer {
    if !is_loopback(&request.host) {
        // Else any page could reach us under a name it points at this machine.
        return Answer::refusal("403 Forbidden");
    }
    if request.method != "GET" && request.method != "HEAD" {
        return Answer::refusal("405 Method Not Allowed");
    }
    match find(&request.target, mounts).and_then(|file| Some((fs::read(&file).ok()?, file))) {
        Some((body, file)) => Answer {
            status: "200 OK",
            kind: kind(&file),
            body,
        },
        None => Answer::refusal("404 Not Found"),
    }
}

fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.parse::<u16>().is_ok() => name,
        _ => host,
    };
    matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}

/// The file a request asks for, if it truly lies in one of the folders.
fn find(target: &str, mounts: &[Mount]) -> Option<PathBuf> {
    let path = decode(target.split(['?', '#']).next()?)?;
    let (mount, place) = mounts
        .iter()
        .find_map(|mount| Some((mount, path.strip_prefix(mount.path)?)))?;
    let escapes = |part: &str| part.starts_with('.') || part.contains(['\\', ':', '\0']);
    if place.starts_with('/') || place.split('/').any(escapes) {
        return None;
    }
    let mut file = mount.folder.join(place);
    if place.is_empty() || place.ends_with('/') {
        file.push("index.html");
    }
    let file = file.canonicalize().ok()?;
    file.starts_with(mount.folder.canonicalize().ok()?)
        .then_some(file)
}

/// Undoes percent-encoding; `None` if it is broken.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first == b'%' {
            let digits = std::str::from_utf8(tail.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = tail.get(2..)?;
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The media type, by the file's ending.
fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("css") => "text/css; charset=utf-8",
        Some("csv") => "text/csv; charset=utf-8",
        Some("gz") => "application/gzip",
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("ndjson") => "application/x-ndjson",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpStream};
    use std::path::PathBuf;

    use super::{Mount, start};

    /// A folder with a secret beside it, served under `/site/`.
    fn serve(name: &str) -> SocketAddr {
        let top = crate::files::target().join("xtask/tests").join(name);
        let folder: PathBuf = top.join("public");
        std::fs::create_dir_all(folder.join("sub")).unwrap();
        std::fs::write(top.join("secret.txt"), "secret").unwrap();
        std::fs::write(folder.join("index.html"), "<p>page").unwrap();
        std::fs::write(folder.join("sub/a b.wasm"), b"\0asm").unwrap();
        std::fs::write(folder.join(".hidden"), "secret").unwrap();
        start(
            vec![Mount {
                path: "/site/",
                folder,
            }],
            0,
        )
        .unwrap()
    }

    fn ask(address: SocketAddr, method: &str, target: &str, host: &str) -> String {
        let mut stream = TcpStream::connect(address).unwrap();
        write!(
            stream,
            "{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut text = Vec::new();
        stream.read_to_end(&mut text).unwrap();
        String::from_utf8_lossy(&text).into_owned()
    }

    #[test]
    fn serves_files_with_type_and_policy() {
        let address = serve("files");
        let page = ask(address, "GET", "/site/?sample", "localhost:80");
        assert!(
            page.starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/html"),
            "{page}"
        );
        assert!(page.contains("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"));
        assert!(page.contains("require-trusted-types-for 'script'"));
        assert!(page.contains("X-Content-Type-Options: nosniff\r\nCache-Control: no-cache"));
        assert!(page.ends_with("\r\n\r\n<p>page"));
        let wasm = ask(address, "GET", "/site/sub/a%20b.wasm", "127.0.0.1");
        assert!(wasm.contains("Content-Type: application/wasm\r\nContent-Length: 4\r\n"));
        let head = ask(address, "HEAD", "/site/", "[::1]:9");
        assert!(head.contains("Content-Length: 7") && head.ends_with("\r\n\r\n"));
    }

    #[test]
    fn refuses_to_leave_its_folder() {
        let address = serve("escape");
        for target in [
            "/site/../secret.txt",
            "/site/%2e%2e/secret.txt",
            "/site/sub/..%2f..%2fsecret.txt",
            "/site/..\\secret.txt",
            "/site//etc/passwd",
            "/site/.hidden",
            "/site/%zz",
            "/secret.txt",
            "/",
        ] {
            let answer = ask(address, "GET", target, "127.0.0.1");
            assert!(answer.starts_with("HTTP/1.1 404"), "{target}: {answer}");
            assert!(answer.contains("default-src 'none'"), "{target}");
        }
    }

    #[test]
    fn refuses_other_hosts_and_methods() {
        let address = serve("hosts");
        for host in ["example.org", "127.0.0.1.example.org", ""] {
            assert!(
                ask(address, "GET", "/site/", host).starts_with("HTTP/1.1 403"),
                "{host}"
            );
        }
        assert!(ask(address, "POST", "/site/", "localhost").starts_with("HTTP/1.1 405"));
    }

    #[test]
    fn answers_while_others_idle_and_keeps_connections() {
        let address = serve("idle");
        let _idle = TcpStream::connect(address).unwrap();
        let mut kept = TcpStream::connect(address).unwrap();
        for _ in 0..2 {
            kept.write_all(b"GET /site/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .unwrap();
            let mut text = Vec::new();
            while !text.ends_with(b"<p>page") {
                let mut piece = [0; 4096];
                let count = kept.read(&mut piece).unwrap();
                assert!(count > 0, "closed too early");
                text.extend_from_slice(&piece[..count]);
            }
        }
    }
}
