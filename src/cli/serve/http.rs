//! As much of HTTP as a browser needs to read a page and its files.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use crate::cli::serve::{Found, NOTHING, Shelf};

/// No head of a request is longer.
const LONGEST_HEAD: u64 = 16 << 10;
/// A connection that nobody uses is given up after this.
const PATIENCE: Duration = Duration::from_secs(60);

/// Answers on a listener for as long as it is one.
pub(super) fn serve(listener: &TcpListener, shelf: Shelf) {
    let port = listener.local_addr().map_or(0, |address| address.port());
    let shelf = Arc::new(shelf);
    for stream in listener.incoming().flatten() {
        let shelf = Arc::clone(&shelf);
        // A broken connection concerns only the one who broke it.
        std::thread::spawn(move || drop(converse(&stream, &shelf, port)));
    }
}

fn converse(stream: &TcpStream, shelf: &Shelf, port: u16) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    while let Some(request) = Request::read(&mut reader)? {
        answer(&request, shelf, port, &mut &*stream)?;
        if request.closes {
            break;
        }
    }
    Ok(())
}

#[derive(Default)]
struct Request {
    method: String,
    path: String,
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
            path: words.next().unwrap_or_default(),
            ..Request::default()
        };
        let end = request.path.find(['?', '#']);
        request.path.truncate(end.unwrap_or(request.path.len()));
        loop {
            line.clear();
            if head.read_line(&mut line)? == 0 {
                return Err(io::ErrorKind::InvalidData.into());
            }
            let Some((name, value)) = line.split_once(':') else {
                return Ok(Some(request));
            };
            match name.to_ascii_lowercase().as_str() {
                "host" => value.trim().clone_into(&mut request.host),
                "connection" => request.closes = value.trim().eq_ignore_ascii_case("close"),
                // What comes behind the head is nobody's business here.
                "content-length" | "transfer-encoding" => request.closes = true,
                _ => {}
            }
        }
    }
}

/// What stands before a body.
struct Head<'a> {
    status: &'a str,
    kind: &'a str,
    policy: &'a str,
    length: u64,
}

impl Head<'_> {
    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let Head {
            status,
            kind,
            policy,
            length,
        } = self;
        write!(
            out,
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\
             Content-Security-Policy: {policy}\r\nX-Content-Type-Options: nosniff\r\n\
             X-Frame-Options: DENY\r\nReferrer-Policy: no-referrer\r\n\
             Cross-Origin-Resource-Policy: same-origin\r\nCache-Control: no-store\r\n\r\n"
        )
    }
}

fn answer(request: &Request, shelf: &Shelf, port: u16, out: &mut impl Write) -> io::Result<()> {
    if !is_own(&request.host, port) {
        // Else any page could reach this under a name it points at this machine.
        return refuse("403 Forbidden", request, out);
    }
    if request.method != "GET" && request.method != "HEAD" {
        return refuse("405 Method Not Allowed", request, out);
    }
    let wanted = request.method == "GET";
    match shelf.find(&request.path) {
        Some(Found::Page(html)) => {
            let head = Head {
                status: "200 OK",
                kind: "text/html; charset=utf-8",
                policy: &shelf.policy,
                length: html.len() as u64,
            };
            head.write(out)?;
            out.write_all(if wanted { html.as_bytes() } else { &[] })
        }
        Some(Found::File(path)) => match File::open(path) {
            Ok(file) => {
                let length = file.metadata()?.len();
                let head = Head {
                    status: "200 OK",
                    kind: "application/octet-stream",
                    policy: NOTHING,
                    length,
                };
                head.write(out)?;
                // A file that grows meanwhile is sent as long as was said.
                io::copy(&mut file.take(if wanted { length } else { 0 }), out).map(drop)
            }
            Err(_) => refuse("404 Not Found", request, out),
        },
        None => refuse("404 Not Found", request, out),
    }
}

fn refuse(status: &str, request: &Request, out: &mut impl Write) -> io::Result<()> {
    let head = Head {
        status,
        kind: "text/plain; charset=utf-8",
        policy: NOTHING,
        length: status.len() as u64,
    };
    head.write(out)?;
    match request.method == "HEAD" {
        true => Ok(()),
        false => out.write_all(status.as_bytes()),
    }
}

/// Whether a request calls this machine and port by a name of their own.
fn is_own(host: &str, port: u16) -> bool {
    ["127.0.0.1", "localhost"].iter().any(|name| {
        let rest = host.strip_prefix(name);
        rest.and_then(|rest| rest.strip_prefix(':')) == Some(&port.to_string())
    })
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpListener, TcpStream};
    use std::path::PathBuf;

    use super::serve;
    use crate::cli::serve::Shelf;

    const TEMPLATE: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src \
        'none'; connect-src {{chatgauge-connect}}\"><title>{{chatgauge-title}}</title>\
        <chat-gauge{{chatgauge-element}}>{{chatgauge-facts}}";

    /// A history with a secret beside it.
    fn started(name: &str) -> SocketAddr {
        let folder = std::env::temp_dir().join(format!("chatgauge-{}-{name}", std::process::id()));
        let shown: PathBuf = folder.join("shown");
        std::fs::create_dir_all(shown.join("deeper")).unwrap();
        std::fs::write(folder.join("secret.txt"), "secret").unwrap();
        std::fs::write(shown.join(".hidden"), "secret").unwrap();
        std::fs::write(shown.join("a b.ndjson"), "first").unwrap();
        std::fs::write(shown.join("deeper/c.ndjson"), "second").unwrap();
        let Ok(shelf) = Shelf::new(&[shown], TEMPLATE, "t0ken") else {
            panic!("the files are there");
        };
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || serve(&listener, shelf));
        address
    }

    fn asked(address: SocketAddr, method: &str, path: &str, host: &str) -> String {
        let mut stream = TcpStream::connect(address).unwrap();
        let request =
            format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn who_knows_the_address_reads_the_page_and_its_files() {
        let address = started("reads");
        let host = address.to_string();
        let page = asked(address, "GET", "/t0ken/?x", &host);
        assert!(page.starts_with("HTTP/1.1 200"), "{page}");
        let sources = "src=\"files/0/a%20b.ndjson files/1/c.ndjson\"";
        assert!(page.contains(sources), "{page}");
        let policy = "Content-Security-Policy: default-src 'none'; connect-src 'self'\r\n";
        assert!(page.contains(policy) && page.contains("no-store"), "{page}");
        let file = asked(address, "GET", "/t0ken/files/0/a%20b.ndjson", &host);
        assert!(file.ends_with("\r\n\r\nfirst"), "{file}");
        let head = asked(address, "HEAD", "/t0ken/files/1/c.ndjson", &host);
        assert!(
            head.contains("Content-Length: 6") && head.ends_with("\r\n\r\n"),
            "{head}"
        );
        let named = format!("localhost:{}", address.port());
        assert!(asked(address, "GET", "/t0ken/", &named).starts_with("HTTP/1.1 200"));
    }

    #[test]
    fn nothing_else_is_found() {
        let address = started("else");
        let host = address.to_string();
        for path in [
            "/",
            "/t0ken",
            "/other/",
            "/t0ken/secret.txt",
            "/t0ken/../secret.txt",
            "/t0ken/files/0/../../../secret.txt",
            "/t0ken/files/0/%2e%2e/secret.txt",
            "/t0ken/files/2/.hidden",
            "//etc/passwd",
            "*",
            "",
        ] {
            let answer = asked(address, "GET", path, &host);
            assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
            assert!(!answer.contains("secret"), "{path}: {answer}");
        }
    }

    #[test]
    fn other_hosts_and_methods_are_refused() {
        let address = started("refused");
        let port = address.port();
        for host in [
            "",
            "127.0.0.1",
            "example.org",
            &format!("example.org:{port}"),
            &format!("127.0.0.1.example.org:{port}"),
            &format!("127.0.0.1:{}", port.wrapping_add(1)),
        ] {
            let answer = asked(address, "GET", "/t0ken/", host);
            assert!(answer.starts_with("HTTP/1.1 403"), "{host}: {answer}");
        }
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "get"] {
            let answer = asked(address, method, "/t0ken/", &address.to_string());
            assert!(answer.starts_with("HTTP/1.1 405"), "{method}: {answer}");
        }
    }
}
