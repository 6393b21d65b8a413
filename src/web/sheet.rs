//! The style sheet as it is carried: without what only its readers need.

/// Everything but colours: see the tokens for those.
const WRITTEN: &str = concat!(
    include_str!("style.css"),
    include_str!("filters/style.css"),
    include_str!("export/style.css"),
    include_str!("settings/style.css"),
    include_str!("mapping/style.css"),
    include_str!("register/style.css"),
    include_str!("tools/style.css"),
    include_str!("ledger/style.css")
);

/// The same for the browser.
pub(crate) const SHEET: &str = match std::str::from_utf8(&CARRIED) {
    Ok(sheet) => sheet,
    Err(_) => WRITTEN,
};

static CARRIED: [u8; SQUEEZED.1] = {
    let mut carried = [0; SQUEEZED.1];
    carried.copy_from_slice(SQUEEZED.0.split_at(SQUEEZED.1).0);
    carried
};

static SQUEEZED: ([u8; WRITTEN.len()], usize) = squeezed(WRITTEN.as_bytes());

/// A sheet without comments and without blanks that part nothing, and how many
/// bytes it is. Quoted texts stay as they are.
const fn squeezed<const N: usize>(sheet: &[u8]) -> ([u8; N], usize) {
    let mut squeezed = [0; N];
    let (mut length, mut at) = (0, 0);
    let mut quoted = false;
    let mut last = b'}';
    while at < sheet.len() {
        let byte = sheet[at];
        quoted ^= byte == b'"';
        if !quoted && byte == b'/' && sheet[at + 1] == b'*' {
            at = behind_comment(sheet, at);
            continue;
        }
        at += 1;
        let is_blank = byte.is_ascii_whitespace();
        if !quoted && is_blank && matches!(last, b' ' | b'{' | b'}' | b';' | b',' | b':') {
            continue;
        }
        if !quoted && last == b' ' && matches!(byte, b'{' | b'}' | b';' | b',') {
            length -= 1;
            last = squeezed[length - 1];
        }
        if last == b';' && byte == b'}' {
            length -= 1;
        }
        last = if is_blank { b' ' } else { byte };
        squeezed[length] = last;
        length += 1;
    }
    (squeezed, length)
}

/// The place behind the comment that begins here.
const fn behind_comment(sheet: &[u8], begin: usize) -> usize {
    let mut end = begin + 4;
    while sheet[end - 2] != b'*' || sheet[end - 1] != b'/' {
        end += 1;
    }
    end
}
